import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Caller, visitor } from "#tests/support/api.ts";
import { shop } from "#tests/support/environment.ts";
import { linkMailedTo, mailsTo } from "#tests/support/mails.ts";
import { cookieOf, newAccount, signIn } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

const JSON_ANSWER = { accept: "application/json" };
const NEW_PASSWORD = "a quite different one";

/** Sends a form as a browser without JavaScript does. */
function sendForm(path: string, fields: Record<string, string>, cookie?: string): Promise<Response> {
  return fetch(new URL(path, shop.APP_URL), {
    method: "POST",
    redirect: "manual",
    headers: { accept: "text/html", origin: shop.APP_URL, ...(cookie ? { cookie } : {}) },
    body: new URLSearchParams(fields),
  });
}

const passwordOf = async (userId: string) => {
  const [row] = await database<
    { password: string }[]
  >`select password from accounts where user_id = ${userId}`;
  return row?.password;
};

describe("a form of the account, without JavaScript", () => {
  it("signs in and leads on, only to this site", async () => {
    const { email, password } = await newAccount();
    for (const [next, to] of [
      ["/points", "/points"],
      ["/\t/evil.example", "/"],
      ["https://evil.example", "/"],
    ] as const) {
      const answer = await sendForm(`/api/account/sign-in?next=${encodeURIComponent(next)}`, {
        email,
        password,
      });
      expect([answer.status, answer.headers.get("location")]).toEqual([303, to]);
      const caller = new Caller(cookieOf(answer.headers));
      expect((await caller.get("/api/auth/get-session")).body).toMatchObject({ user: { email } });
    }
  });

  it("leads back with the reason and what was typed, and never with the password", async () => {
    const { email } = await newAccount();
    const answer = await sendForm("/api/account/sign-in?next=/points", {
      email,
      password: "not-the-password",
    });
    const location = answer.headers.get("location") ?? "";
    expect(answer.status).toBe(303);
    expect(location).toMatch(/^\/sign-in\?refused=UNAUTHENTICATED&next=%2Fpoints/);
    const cookies = answer.headers.getSetCookie().join(" ");
    expect(location + cookies).not.toContain("not-the-password");
    const page = String((await new Caller(cookieOf(answer.headers)).get(location)).body);
    expect(page).toContain("The e-mail or the password is wrong.");
    expect(page).toContain(`value="${email}"`);
  });

  it("opens an account", async () => {
    const email = `${randomUUID()}@account.test`;
    const fields = { name: "Kim Tester", email, password: "a long password" };
    const weak = await sendForm("/api/account/sign-up", { ...fields, password: "password1" });
    expect(weak.headers.get("location")).toContain("reason=PASSWORD_TOO_COMMON");
    const answer = await sendForm("/api/account/sign-up?next=/cart", fields);
    expect(answer.headers.get("location")).toBe("/cart");
    expect((await new Caller(cookieOf(answer.headers)).get("/api/points")).body).toEqual({ balance: 0 });
  });

  it("is a post to a handler, so that nothing typed stands in an address", async () => {
    const { email, password } = await newAccount();
    const shopper = await signIn(email, password);
    const pages: [Caller, string][] = [
      [visitor, "/sign-in"],
      [visitor, "/sign-up"],
      [visitor, "/forgot-password"],
      [shopper, "/account/password"],
    ];
    for (const [caller, path] of pages) {
      const page = String((await caller.get(path)).body);
      const forms = page.match(/<form[^>]*>(?:(?!<\/form>)[\s\S])*type="(?:password|email)"/g) ?? [];
      expect([path, forms.length > 0]).toEqual([path, true]);
      for (const form of forms)
        expect(form).toMatch(
          /<form[^>]*method="post"[^>]*action="\/api\/account\/|<form[^>]*action="\/api\/account\/[^>]*method="post"/,
        );
    }
  });

  it.each([
    "sign-in",
    "sign-up",
    "forgot-password",
    "reset-password",
    "change-password",
    "end-session",
    "sign-out",
  ])("takes nothing from another site: %s", async (name) => {
    const answer = await visitor.post(`/api/account/${name}`, {}, { origin: "https://evil.example" });
    expect(answer.body).toMatchObject({ status: 403, code: "CROSS_ORIGIN" });
  });

  it("that can't be read is refused, not failed", async () => {
    for (const [type, body] of [
      ["text/plain", "email=x"],
      ["multipart/form-data", "nothing"],
      ["multipart/form-data; boundary=x", "--y"],
      ["application/json", "{"],
      ["application/json", "[]"],
      ["application/json", '{"email":{"$ne":1},"password":["x"]}'],
      ["application/x-www-form-urlencoded", `email=${"x".repeat(70_000)}`],
    ] as const) {
      const answer = await visitor.post("/api/account/sign-in", body, {
        ...JSON_ANSWER,
        "content-type": type,
      });
      expect([type, answer.status >= 400 && answer.status < 500]).toEqual([type, true]);
    }
  });
});

describe("opening an account", () => {
  it.each(["password", "        ", "12345678", "Passw0rd!"])(
    "refuses the password %j and leaves nothing",
    async (password) => {
      const email = `${randomUUID()}@account.test`;
      const answer = await visitor.post("/api/auth/sign-up/email", { name: "Kim", email, password });
      expect(answer.body).toMatchObject({ status: 400, code: "VALIDATION", reason: "PASSWORD_TOO_COMMON" });
      expect(await database`select from users where email = ${email}`).toHaveLength(0);
    },
  );

  it("refuses the e-mail address as the password", async () => {
    const email = `kim.${randomUUID()}@account.test`;
    for (const password of [email, email.toUpperCase(), email.split("@")[0] ?? ""]) {
      const answer = await visitor.post("/api/auth/sign-up/email", { name: "Kim", email, password });
      expect(answer.body).toMatchObject({ reason: "PASSWORD_TOO_COMMON" });
    }
  });

  it("leaves nothing when any part of it fails", async () => {
    const email = `${randomUUID()}@account.test`;
    await database.unsafe(`
      create function refuse_${email.slice(0, 8)}() returns trigger language plpgsql as
      $$ begin if exists (select from users where id = new.user_id and email = '${email}')
        then raise 'no wallet today'; end if; return new; end $$;
      create trigger refuse_${email.slice(0, 8)} before insert on wallets
        for each row execute function refuse_${email.slice(0, 8)}();`);
    const body = { name: "Kim", email, password: "a long password" };
    const failed = await visitor.post("/api/auth/sign-up/email", body);
    await database.unsafe(`drop function refuse_${email.slice(0, 8)} cascade`);
    expect(failed.status).toBe(500);
    expect(failed.headers.getSetCookie()).toEqual([]);
    expect(await database`select from users where email = ${email}`).toHaveLength(0);
    expect((await visitor.post("/api/auth/sign-up/email", body)).status).toBe(200);
  });

  it("opens one account for many who ask at once", async () => {
    const email = `${randomUUID()}@account.test`;
    const body = { name: "Kim", email, password: "a long password" };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => visitor.post("/api/auth/sign-up/email", body)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400, 400, 400]);
    expect(await database`select from users where email = ${email}`).toHaveLength(1);
  });

  it("does not say that an address has an account", async () => {
    const { email } = await newAccount();
    const body = { name: "Kim", email, password: "a long password" };
    const answer = await visitor.post("/api/auth/sign-up/email", body);
    expect(JSON.stringify(answer.body)).not.toMatch(/exist|already|taken|registered/i);
    // Its owner hears of it, and is helped in.
    expect((await linkMailedTo(email, "/forgot-password")).pathname).toBe("/forgot-password");
  });
});

describe("a forgotten password", () => {
  it("is answered alike whether there is such an account or not", async () => {
    const { email } = await newAccount();
    const ask = (to: string) => visitor.post("/api/account/forgot-password", { email: to }, JSON_ANSWER);
    const [known, unknown] = [await ask(email), await ask(`${randomUUID()}@account.test`)];
    expect(known.status).toBe(200);
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    await linkMailedTo(email, "/reset-password");
  });

  it("is chosen anew by the link of a mail, once, and ends every session", async () => {
    const { id, email, password } = await newAccount();
    const before = await signIn(email, password);
    await sendForm("/api/account/forgot-password", { email });
    const link = await linkMailedTo(email, "/reset-password");
    expect(String((await visitor.get(link.pathname + link.search)).body)).toContain("new-password");
    const token = link.searchParams.get("token") ?? "";
    const common = await sendForm(`/api/account/reset-password?token=${token}`, {
      token,
      password: "password1",
    });
    expect(common.headers.get("location")).toMatch(/^\/reset-password\?.*token=.*PASSWORD_TOO_COMMON/);
    const tries = await Promise.all([
      sendForm("/api/account/reset-password", { token, password: NEW_PASSWORD }),
      sendForm("/api/account/reset-password", { token, password: NEW_PASSWORD }),
    ]);
    const ways = tries.map(({ headers }) => headers.get("location") ?? "").toSorted();
    expect(ways[0]).toContain("LINK_EXPIRED");
    expect(ways[1]).toBe("/sign-in?reset=1");
    expect((await before.get("/api/points")).status).toBe(401);
    expect((await visitor.post("/api/auth/sign-in/email", { email, password })).status).toBe(401);
    expect((await (await signIn(email, NEW_PASSWORD)).get("/api/points")).status).toBe(200);
    expect(await passwordOf(id)).toMatch(/^[0-9a-f]+:[0-9a-f]+$/);
    expect(await database`select from verifications where identifier like ${`%${token}%`}`).toHaveLength(0);
  });

  it.each(["", "x", "../../etc", "a".repeat(64), "한"])("is not chosen by the token %j", async (token) => {
    const answer = await visitor.post(
      "/api/account/reset-password",
      { token, password: NEW_PASSWORD },
      JSON_ANSWER,
    );
    expect(answer.body).toMatchObject({ status: 400, code: "VALIDATION" });
    const page = await visitor.get(`/reset-password?token=${encodeURIComponent(token)}`);
    expect(String(page.body)).toContain("too old");
  });
});

describe("an e-mail address", () => {
  it("is confirmed by the button behind the link that was mailed, once", async () => {
    const { id, email } = await newAccount();
    const link = await linkMailedTo(email, "/verify-email");
    const isConfirmed = async () =>
      (await database<{ done: boolean }[]>`select email_verified as done from users where id = ${id}`)[0]
        ?.done;
    expect(String((await visitor.get(link.pathname + link.search)).body)).toContain(
      "/api/account/confirm-email",
    );
    expect(await isConfirmed()).toBe(false);
    const token = link.searchParams.get("token") ?? "";
    const confirm = () => sendForm("/api/account/confirm-email", { token });
    expect((await confirm()).headers.get("location")).toBe("/verify-email?confirmed=1");
    expect(await isConfirmed()).toBe(true);
    expect((await confirm()).headers.get("location")).toContain("LINK_EXPIRED");
  });

  it("is mailed to again on request, as long as it is not confirmed", async () => {
    const { email, password } = await newAccount();
    const first = await linkMailedTo(email, "/verify-email");
    const shopper = await signIn(email, password);
    expect((await shopper.post("/api/account/send-confirmation", {}, JSON_ANSWER)).status).toBe(200);
    const second = await linkMailedTo(email, "/verify-email", 2);
    expect(second.href).not.toBe(first.href);
    await sendForm("/api/account/confirm-email", { token: second.searchParams.get("token") ?? "" });
    await shopper.post("/api/account/send-confirmation", {}, JSON_ANSWER);
    expect(await mailsTo(email)).toHaveLength(2);
  });
});

describe("a password", () => {
  it("is changed by who knows it, and the other sessions end", async () => {
    const { email, password } = await newAccount();
    const [here, there] = [await signIn(email, password), await signIn(email, password)];
    const change = (current: string, next: string) =>
      here.post("/api/account/change-password", { current, password: next }, JSON_ANSWER);
    expect((await change("not the password", NEW_PASSWORD)).body).toMatchObject({ reason: "WRONG_PASSWORD" });
    expect((await change(password, "password1")).body).toMatchObject({ reason: "PASSWORD_TOO_COMMON" });
    expect((await change(password, email)).body).toMatchObject({ reason: "PASSWORD_TOO_COMMON" });
    expect((await there.get("/api/points")).status).toBe(200);
    expect((await change(password, NEW_PASSWORD)).body).toEqual({ to: "/account/password?changed=1" });
    expect((await here.get("/api/points")).status).toBe(200);
    expect((await there.get("/api/points")).status).toBe(401);
    await signIn(email, NEW_PASSWORD);
    expect(
      (
        await visitor.post(
          "/api/account/change-password",
          { current: password, password: NEW_PASSWORD },
          JSON_ANSWER,
        )
      ).status,
    ).toBe(401);
  });
});

describe("sessions", () => {
  const SessionRow = z.object({ id: z.string() });

  it("are seen and ended by their owner, and by nobody else", async () => {
    const [mine, yours] = [await newAccount(), await newAccount()];
    const [here, there] = [await signIn(mine.email, mine.password), await signIn(mine.email, mine.password)];
    const stranger = await signIn(yours.email, yours.password);
    const page = String((await here.get("/account/sessions")).body);
    expect(page).toContain("This browser");
    const rows = await database`
      select id from sessions where user_id = ${mine.id} order by created_at desc limit 1`;
    const { id } = SessionRow.parse(rows[0]);
    await stranger.post("/api/account/end-session", { session: id }, JSON_ANSWER);
    expect((await there.get("/api/points")).status).toBe(200);
    await here.post("/api/account/end-session", { session: id }, JSON_ANSWER);
    expect((await there.get("/api/points")).status).toBe(401);
    const again = await signIn(mine.email, mine.password);
    await here.post("/api/account/end-session", { session: "others" }, JSON_ANSWER);
    expect((await again.get("/api/points")).status).toBe(401);
    expect((await here.get("/api/points")).status).toBe(200);
    expect((await stranger.get("/api/points")).status).toBe(200);
  });
});
