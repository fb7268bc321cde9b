import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Caller, visitor } from "#tests/support/api.ts";
import { AppDoor, textOf } from "#tests/support/app-door.ts";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { startProcesses } from "#tests/support/own-processes.ts";
import { newAccount, newShopper, signIn } from "#tests/support/people.ts";

/** What better-auth would answer by itself. */
const UNMOUNTED = [
  "GET ok",
  "GET error",
  "GET list-sessions",
  "GET list-accounts",
  "GET verify-email?token=x&callbackURL=https://evil.example",
  "GET reset-password/token?callbackURL=https://evil.example",
  "GET callback/google",
  "GET delete-user/callback?token=x&callbackURL=//evil.example",
  "GET account-info",
  "POST sign-in/social",
  "POST change-password",
  "POST change-email",
  "POST set-password",
  "POST verify-password",
  "POST update-user",
  "POST update-session",
  "POST delete-user",
  "POST reset-password",
  "POST request-password-reset",
  "POST forget-password",
  "POST send-verification-email",
  "POST revoke-session",
  "POST revoke-sessions",
  "POST revoke-other-sessions",
  "POST link-social",
  "POST unlink-account",
  "POST refresh-token",
  "POST get-access-token",
];

describe("better-auth", () => {
  it("is reached by the contract's four endpoints and by nothing else", async () => {
    const { email, password } = await newAccount();
    const shopper = await signIn(email, password);
    for (const endpoint of UNMOUNTED) {
      const [method = "", path = ""] = endpoint.split(" ");
      const send = (headers: Record<string, string> = {}) =>
        method === "GET"
          ? shopper.get(`/api/auth/${path}`, headers)
          : shopper.post(`/api/auth/${path}`, { currentPassword: password, password }, headers);
      for (const answer of [await send(), await send({ origin: shop.APP_URL })])
        expect([endpoint, answer.status, answer.headers.get("location")]).toEqual([endpoint, 404, null]);
    }
    expect((await shopper.get("/api/auth/get-session")).body).toMatchObject({ user: { email } });
  });

  it("is told nothing that the contract does not name", async () => {
    const { email, password } = await newAccount();
    const more = [
      { callbackURL: "https://evil.example" },
      { rememberMe: false },
      { image: "x".repeat(50_000) },
      { role: "admin" },
    ];
    for (const extra of more) {
      const answer = await visitor.post("/api/auth/sign-in/email", { email, password, ...extra });
      expect([answer.status, answer.headers.get("location")]).toEqual([200, null]);
      expect(answer.body).toMatchObject({ redirect: false, user: { email, image: null, role: "shopper" } });
      const cookie = answer.headers.getSetCookie().find((one) => one.includes("session_token"));
      expect(cookie).toMatch(/Max-Age=2592000/);
      const account = { name: "Kim", email: `${Date.now()}@door.test`, password: "a long password" };
      const refused = await visitor.post("/api/auth/sign-up/email", { ...account, ...extra });
      expect(refused.body).toMatchObject({ status: 400, code: "VALIDATION" });
      expect(refused.headers.getSetCookie()).toEqual([]);
    }
  });

  it.each(["", "   ", "x".repeat(60_000), "a\0b"])("makes no account of a name such as %j", async (name) => {
    const body = { name, email: `${Date.now()}@door.test`, password: "a long password" };
    expect((await visitor.post("/api/auth/sign-up/email", body)).body).toMatchObject({ code: "VALIDATION" });
  });
});

/** Whether a change is refused as another site's, for each way of asking for one. */
async function refusals(url: string, headers: Record<string, string>): Promise<boolean[]> {
  const shopper = await newShopper(0);
  const form = { ...headers, cookie: shopper.session, "content-type": "application/x-www-form-urlencoded" };
  const asks = [
    [
      "/api/points/top-up",
      { body: '{"amount":100}', headers: { ...form, "content-type": "application/json" } },
    ],
    ["/api/auth/sign-out", { body: "{}", headers: { ...form, "content-type": "application/json" } }],
    ["/api/demo/sign-in", { headers: form }],
    ["/language", { body: "locale=ko", headers: form }],
    ["/cart", { body: "productId=1", headers: { ...form, "next-action": "0".repeat(42) } }],
  ] as const;
  return Promise.all(
    asks.map(async ([path, ask]) => {
      const answer = await fetch(new URL(path, url), { method: "POST", redirect: "manual", ...ask });
      return (await answer.text()).includes("CROSS_ORIGIN") && answer.status === 403;
    }),
  );
}

const ALL = [true, true, true, true, true];
const NONE = ALL.map(() => false);

describe("a change from another site", () => {
  const host = new URL(shop.APP_URL).host;
  it.each([
    ["another host", { origin: "https://evil.example" }],
    ["another scheme", { origin: `https://${host}` }],
    ["another port", { origin: "http://localhost:1" }],
    ["a longer host", { origin: `http://${host}.evil.example` }],
    ["no origin that can be named", { origin: "null" }],
    ["two origins", { origin: `http://${host}, https://evil.example` }],
    ["no origin, by a browser", { "sec-fetch-site": "cross-site" }],
    ["no origin, by a sibling's page", { "sec-fetch-site": "same-site" }],
  ])("is refused: %s", async (_, headers) => expect(await refusals(shop.APP_URL, headers)).toEqual(ALL));

  it.each([
    ["our own page", { origin: `http://${host}`, "sec-fetch-site": "same-origin" }],
    ["a form typed into the address bar", { "sec-fetch-site": "none" }],
    ["a program", {}],
  ])("is not one: %s", async (_, headers) => expect(await refusals(shop.APP_URL, headers)).toEqual(NONE));
});

describe("a shop behind TLS", () => {
  let own: Awaited<ReturnType<typeof startProcesses>>;
  const https = { PUBLIC_URL: "https://shop.test", TRUST_PROXY: "1" };
  beforeAll(async () => {
    own = await startProcesses(1, https);
  });
  afterAll(() => own.app.stop());

  it("takes changes from its public pages, and not from the same host in clear", async () => {
    const host = { host: "shop.test", "x-forwarded-proto": "https" };
    const ask = async (origin: string) => {
      const door = new AppDoor(own.url);
      const answer = await door.ask("/language", { method: "POST", headers: { ...host, origin } });
      await textOf(answer);
      door.close();
      return answer.statusCode;
    };
    expect(await ask("https://shop.test")).not.toBe(403);
    expect(await ask("http://shop.test")).toBe(403);
    expect(await ask("https://shop.test:8443")).toBe(403);
  });

  it("does what its pages' forms ask, also behind a proxy that names its own host", async () => {
    const product = await newProduct({ stock: 3 });
    const path = `/products/${product.slug}`;
    const door = new AppDoor(own.url);
    const page = await textOf(await door.ask(path, { headers: { host: "10.0.0.7:3000" } }));
    const [, action = ""] = /name="(\$ACTION_ID_\w+)"/.exec(page) ?? [];
    expect(action).not.toBe("");
    const fields = Object.entries({ [action]: "", productId: product.id, quantity: "2" });
    const parts = fields.map(
      ([name, value]) => `--form\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const send = async (headers: Record<string, string>) => {
      const type = { "content-type": "multipart/form-data; boundary=form" };
      const body = `${parts.join("")}--form--\r\n`;
      const answer = await door.ask(path, { method: "POST", body, headers: { ...headers, ...type } });
      await textOf(answer);
      return [answer.statusCode, answer.headers.location?.includes(product.id)];
    };
    const host = "10.0.0.7:3000";
    expect(await send({ host, origin: "https://shop.test" })).toEqual([303, true]);
    // What a caller says of hosts on the way counts for nothing.
    const evil = { "x-forwarded-host": "evil.example" };
    expect(await send({ host, origin: "https://shop.test", ...evil })).toEqual([303, true]);
    expect(await send({ host, origin: "https://evil.example", ...evil })).toEqual([403, undefined]);
    door.close();
  });

  it("sets no cookie that another host or a page in clear could set, and takes no session by another name", async () => {
    const { email, password } = await newAccount();
    const headers = { "content-type": "application/json", origin: "https://shop.test", host: "shop.test" };
    const door = new AppDoor(own.url);
    const ask = async (path: string, body: unknown, more: Record<string, string> = {}) => {
      const answer = await door.ask(path, { method: "POST", headers: { ...headers, ...more }, body });
      await textOf(answer);
      return answer.headers["set-cookie"] ?? [];
    };
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const signedIn = await ask("/api/auth/sign-in/email", { email, password });
    const set = [
      ...signedIn,
      ...(await ask("/language", "locale=ko", form)),
      ...(await ask("/api/account/sign-in", `email=${email}&password=wrong`, {
        ...form,
        accept: "text/html",
      })),
      ...(await ask("/api/demo/sign-in", "", form)),
    ];
    expect(set.length).toBeGreaterThanOrEqual(4);
    for (const cookie of set) {
      expect(cookie).toMatch(/^__Host-[\w.-]+=/);
      expect(cookie).toMatch(/; Path=\/(;|$)/i);
      expect(cookie).toMatch(/; Secure(;|$)/i);
      expect(cookie).not.toMatch(/; Domain=/i);
    }
    const [session = ""] = signedIn.map((cookie) => cookie.split(";")[0] ?? "");
    const whoIs = async (cookie: string) => {
      const answer = await door.ask("/api/auth/get-session", { headers: { host: "shop.test", cookie } });
      return JSON.parse(await textOf(answer)) as unknown;
    };
    expect(await whoIs(session)).toMatchObject({ user: { email } });
    expect(await whoIs(session.replace("__Host-", ""))).toBeNull();
    expect(await whoIs(session.replace("__Host-", "__Secure-"))).toBeNull();
    door.close();
  });

  it("has every answer say that it is reached by TLS only", async () => {
    for (const path of ["/", "/cart", "/api/products", "/icon.svg", "/there-is-no-such-page"]) {
      const { headers } = await fetch(new URL(path, own.url));
      expect([path, headers.get("strict-transport-security")]).toEqual([path, "max-age=31536000"]);
    }
    expect((await visitor.get("/")).headers.get("strict-transport-security")).toBeNull();
  });
});

describe("every answer", () => {
  it("has a policy for what it may run, scripts and pictures too", async () => {
    const [, script = ""] =
      /src="(\/_next\/static\/[^"]*\.js)"/.exec(String((await visitor.get("/")).body)) ?? [];
    expect(script).not.toBe("");
    for (const path of ["/", "/cart", "/api/products", "/icon.svg", script, "/nowhere", "/robots.txt"])
      for (const encoding of ["br", "identity"]) {
        const answer = await new Caller().get(path, { "accept-encoding": encoding });
        expect([path, answer.headers.get("content-security-policy")]).toEqual([
          path,
          expect.stringContaining("frame-ancestors 'none'"),
        ]);
        expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
        expect(answer.headers.get("x-frame-options")).toBe("DENY");
      }
  });
});
