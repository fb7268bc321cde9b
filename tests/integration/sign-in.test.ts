import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Caller, visitor } from "#tests/support/api.ts";
import { cookieOf, signIn } from "#tests/support/people.ts";

const person = () => ({
  name: "Kim Tester",
  email: `${randomUUID()}@sign-in.test`,
  password: "a long password",
});

describe("signing in", () => {
  it("opens an account with an empty wallet, and remembers who it is", async () => {
    const body = person();
    const answer = await visitor.post("/api/auth/sign-up/email", body);
    expect(answer.status).toBe(200);
    const shopper = new Caller(cookieOf(answer.headers));
    expect((await shopper.get("/api/points")).body).toEqual({ balance: 0 });
    expect((await shopper.get("/api/auth/get-session")).body).toMatchObject({
      user: { email: body.email, role: "shopper" },
    });
    await shopper.post("/api/auth/sign-out", {});
    expect((await shopper.get("/api/points")).body).toMatchObject({ status: 401, code: "UNAUTHENTICATED" });
    expect((await (await signIn(body.email, body.password)).get("/api/points")).status).toBe(200);
  });

  it("makes nobody an admin by asking", async () => {
    const answer = await visitor.post("/api/auth/sign-up/email", { ...person(), role: "admin" });
    const shopper = new Caller(cookieOf(answer.headers));
    expect((await shopper.get("/api/admin/users")).status).not.toBe(200);
  });

  it("tells what is wrong as a problem", async () => {
    const body = person();
    await visitor.post("/api/auth/sign-up/email", body);
    const wrong = await visitor.post("/api/auth/sign-in/email", { ...body, password: "another password" });
    expect(wrong.body).toMatchObject({
      status: 401,
      code: "UNAUTHENTICATED",
      reason: "INVALID_EMAIL_OR_PASSWORD",
    });
    const taken = await visitor.post("/api/auth/sign-up/email", body);
    expect(taken.body).toMatchObject({ status: 400, code: "VALIDATION" });
    const short = await visitor.post("/api/auth/sign-up/email", { ...person(), password: "short" });
    expect(short.body).toMatchObject({ status: 400, code: "VALIDATION" });
    const foreign = await visitor.post("/api/auth/sign-in/email", body, { origin: "https://evil.example" });
    expect(foreign.body).toMatchObject({ status: 403, code: "CROSS_ORIGIN" });
  });

  it("refuses a cookie that was tampered with", async () => {
    const body = person();
    const answer = await visitor.post("/api/auth/sign-up/email", body);
    const cookie = cookieOf(answer.headers);
    expect((await new Caller(cookie).get("/api/points")).status).toBe(200);
    const name = cookie.split("=")[0] ?? "";
    const forgeries = [
      cookie.replace(/=./, "=%00"),
      cookie.replace(/=(.)/, (_, first) => (first === "a" ? "=b" : "=a")),
      cookie.replace(/\..*$/, ""),
      cookie.replace(/\..*$/, `.${encodeURIComponent(`${"A".repeat(43)}=`)}`),
      `${name}=%E0%A4%A`,
      `${name}=`,
      `${name}=.`,
    ];
    for (const forgery of forgeries) {
      expect((await new Caller(forgery).get("/api/points")).body).toMatchObject({ status: 401 });
    }
  });
});
