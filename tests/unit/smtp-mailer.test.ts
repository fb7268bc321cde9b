import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, it, vi } from "vitest";

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly head: string;
  readonly body: string;
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** A mail server of the test's, with what it received; it knows one user. */
async function openServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const arrived = new EventTarget();
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === "shop" && password === "p@ss/word"
        ? done(null, { user: username })
        : done(new Error("wrong user")),
    onData: (stream, { envelope: { mailFrom, rcptTo } }, done) => {
      stream.once("end", done);
      void text(stream).then((raw) => {
        const [head = "", ...rest] = raw.split("\r\n\r\n");
        const from = mailFrom === false ? "" : mailFrom.address;
        received.push({ from, to: rcptTo.map(({ address }) => address), head, body: rest.join("\n\n") });
        arrived.dispatchEvent(new Event("mail"));
      });
    },
    ...options,
  });
  // What a sender does wrong is told to the sender.
  server.on("error", () => undefined);
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  ends.push(() => server.close());
  const { port } = listening.address() as AddressInfo;
  return { received, url: `smtp://shop:p%40ss%2Fword@127.0.0.1:${port}`, next: () => once(arrived, "mail") };
}

/** The shop's mailer with this server, as a fresh process has it. */
async function mailerFor(url: string) {
  vi.stubEnv("SMTP_URL", url);
  vi.stubEnv("DATABASE_URL", "postgres://localhost/none");
  vi.stubEnv("REDIS_URL", "redis://localhost");
  vi.stubEnv("AUTH_SECRET", "a secret of this test");
  vi.stubEnv("PUBLIC_URL", "https://shop.example");
  const { sendMail } = await import("#lib/mail/mailer.ts");
  const { log } = await import("#lib/observability/log.ts");
  return { sendMail, failed: vi.spyOn(log(), "error").mockImplementation(() => undefined) };
}

describe("the mailer with SMTP_URL", () => {
  it("signs in, and sends a mail from the shop's own host to one address, in any language", async () => {
    const server = await openServer();
    const { sendMail } = await mailerFor(server.url);
    const arrival = server.next();
    sendMail({
      to: "kim@example.com",
      subject: "새 비밀번호를 정해 주세요",
      text: "안녕하세요.\n\nhttps://shop.example/x\n",
    });
    await arrival;
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: "no-reply@shop.example", to: ["kim@example.com"] });
    expect(mail?.head).toMatch(/^From: Lockstep <no-reply@shop\.example>$/m);
    expect(mail?.head).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(mail?.head).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
    const [body = "", isBase64] = [mail?.body, mail?.head.includes("base64")];
    expect(isBase64 ? Buffer.from(body, "base64").toString() : body).toContain("https://shop.example/x");
  });

  it("takes no other receiver and no other header from what a shopper typed", async () => {
    const server = await openServer();
    const { sendMail } = await mailerFor(server.url);
    const { letter } = await import("#lib/mail/texts.ts");
    const arrival = server.next();
    const shopper = {
      email: '"x\r\nBcc: all@example.com"@example.com',
      name: "Kim\r\nBcc: all@example.com\r\n\r\nhttps://evil.example",
    };
    sendMail({
      ...letter("reset", "en", shopper, "https://shop.example/reset"),
      to: "kim@example.com, all@example.com",
    });
    sendMail(letter("reset", "en", { ...shopper, email: "kim@example.com" }, "https://shop.example/reset"));
    await arrival;
    for (const { to, head, body } of server.received) {
      expect(to.length).toBe(1);
      expect(head).not.toMatch(/^bcc/im);
      expect(body).not.toContain("evil.example");
    }
  });

  it.each([
    [
      "refuses the receiver",
      { onRcptTo: (_a: unknown, _s: unknown, done: (e: Error) => void) => done(new Error("no such user")) },
    ],
    [
      "knows no such sender",
      { onAuth: (_a: unknown, _s: unknown, done: (e: Error) => void) => done(new Error("wrong user")) },
    ],
  ] as const)(
    "logs that a mail was not sent, and throws nothing, where the server %s",
    async (_, options) => {
      const server = await openServer(options as SMTPServerOptions);
      const { sendMail, failed } = await mailerFor(server.url);
      sendMail({ to: "kim@example.com", subject: "x", text: "a secret link" });
      await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce(), { timeout: 5_000 });
      expect(JSON.stringify(failed.mock.calls)).not.toContain("a secret link");
      expect(server.received).toEqual([]);
    },
  );
});
