import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "#lib/env.ts";
import { siteUrl } from "#lib/http/site-url.ts";
import { log } from "#lib/observability/log.ts";

/** A mail of plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail. @throws Error when it can't */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

const TIMEOUT_MS = 10_000;

/** Sends by SMTP if `SMTP_URL` is set; otherwise writes files into the data directory, for the operator to read. */
async function openMailer(): Promise<Mailer> {
  const { SMTP_URL } = env();
  return SMTP_URL ? smtpMailer(SMTP_URL) : fileMailer(join(env().DATA_DIR, "mail"));
}

async function smtpMailer(url: string): Promise<Mailer> {
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  const from = { name: "Lockstep", address: `no-reply@${new URL(siteUrl("/")).hostname}` };
  return {
    send: async ({ to, subject, text }) => {
      await transport.sendMail({ from, to: { name: "", address: to }, subject, text });
    },
  };
}

/** A mail holds a key to an account, so its file is for its owner alone, and the log tells only where it is. */
function fileMailer(folder: string): Mailer {
  return {
    send: async (mail) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `${Date.now()}-${randomUUID()}.json`);
      await writeFile(path, `${JSON.stringify(mail, null, 2)}\n`, { mode: 0o600 });
      log().info({ path }, "a mail was written to a file; set SMTP_URL to send mail");
    },
  };
}

let mailer: Promise<Mailer> | undefined;

/** Sends a mail beside the request, which neither waits for it nor fails with it. A failure is logged. */
export function sendMail(mail: Mail): void {
  mailer ??= openMailer();
  mailer
    .then((open) => open.send(mail))
    .catch((error: unknown) => log().error({ err: error }, "a mail was not sent"));
}
