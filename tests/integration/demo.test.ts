import { describe, expect, it } from "vitest";
import { z } from "zod";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { Stack } from "#scripts/stack/stack.ts";
import { AppProcesses } from "#server/app-processes.ts";
import { Caller, visitor } from "#tests/support/api.ts";
import { shop } from "#tests/support/environment.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { mailsTo } from "#tests/support/mails.ts";
import { cookieOf, signIn } from "#tests/support/people.ts";
import { freePort } from "#tests/support/redis-server.ts";

const Session = z.object({ user: z.object({ id: z.string() }) });

async function demoShopper(): Promise<{ caller: Caller }> {
  const answer = await visitor.send("POST", "/api/demo/sign-in?next=/points");
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/points"]);
  return { caller: new Caller(cookieOf(answer.headers)) };
}

const DOOR = 'action="/api/demo/sign-in';

describe("the demo shopper", () => {
  it("is one for each visitor, with points to spend, in a shop that brought its own database", async () => {
    const [one, two] = [await demoShopper(), await demoShopper()];
    for (const { caller } of [one, two]) {
      expect((await caller.get("/api/auth/get-session")).body).toMatchObject({
        user: { email: expect.stringMatching(/^demo-.*@lockstep\.local$/), role: "shopper" },
      });
      expect((await caller.get("/api/points")).body).toEqual({ balance: 500_000 });
    }
    const idOf = async ({ caller }: typeof one) =>
      Session.parse((await caller.get("/api/auth/get-session")).body);
    expect((await idOf(one)).user.id).not.toBe((await idOf(two)).user.id);
    expect((await visitor.get("/sign-in")).body).toContain(DOOR);
  });

  it("is signed in for its day, however often the shop is asked who that is", async () => {
    const { caller } = await demoShopper();
    const ends = async () => {
      const { body } = await caller.get("/api/auth/get-session");
      return z.object({ session: z.object({ expiresAt: z.coerce.date() }) }).parse(body).session.expiresAt;
    };
    const first = await ends();
    expect(first.getTime()).toBeLessThan(Date.now() + 25 * 3_600_000);
    expect(await ends()).toEqual(first);
  });

  it("buys and claims, sees only its own, and changes nothing else", async () => {
    const { caller } = await demoShopper();
    const product = await newProduct({ stock: 3, price: 1_000 });
    const coupon = await newCoupon({ totalQuantity: 5 });
    const bought = await caller.post("/api/checkout", { items: [{ productId: product.id, quantity: 1 }] });
    expect(bought.status).toBe(201);
    expect((await caller.post(`/api/coupons/${coupon.id}/claim`)).status).toBe(201);
    const { order } = CheckoutResult.parse(bought.body);
    const [other] = [await demoShopper()];
    expect((await other.caller.get(`/api/orders/${order.id}`)).status).toBe(404);

    const changes: [string, Record<string, unknown>][] = [
      ["/api/points/top-up", { amount: 1_000 }],
      [`/api/orders/${order.id}/cancel`, {}],
      ["/api/account/change-password", { current: "demo-shopper-1", password: "another long password" }],
      ["/api/account/end-session", { session: "others" }],
      ["/api/account/send-confirmation", {}],
    ];
    for (const [path, body] of changes) {
      const answer = await caller.post(path, body, { accept: "application/json" });
      expect([path, answer.status, answer.body]).toEqual([
        path,
        403,
        expect.objectContaining({ code: "FORBIDDEN", reason: "DEMO" }),
      ]);
    }
    expect((await caller.get("/api/points")).body).toEqual({ balance: 499_000 });
    expect(String((await caller.get("/account/sessions")).body)).not.toContain("127.0.0.1");
  });

  it("of the seed, whose password everybody knows, keeps it", async () => {
    const demo = await signIn("demo@lockstep.local", "demo-shopper-1");
    const change = { current: "demo-shopper-1", password: "another long password" };
    const answer = await demo.post("/api/account/change-password", change, { accept: "application/json" });
    expect(answer.body).toMatchObject({ status: 403, code: "FORBIDDEN", reason: "DEMO" });
    await visitor.post("/api/account/forgot-password", { email: "demo@lockstep.local" });
    await signIn("demo@lockstep.local", "demo-shopper-1");
    expect(await mailsTo("demo@lockstep.local")).toEqual([]);
  });

  it.each([
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
  ])("is not led to %s", async (next) => {
    const answer = await visitor.send("POST", `/api/demo/sign-in?next=${encodeURIComponent(next)}`);
    expect(answer.headers.get("location")).toBe("/");
  });

  it("is not made by another site", async () => {
    const answer = await visitor.send("POST", "/api/demo/sign-in", undefined, {
      origin: "https://evil.example",
    });
    expect(answer.body).toMatchObject({ status: 403, code: "CROSS_ORIGIN" });
  });

  it("does not exist in a shop with a database of its owner's", async () => {
    const port = await freePort();
    const stack = new Stack({
      dataDir: shop.DATA_DIR,
      distDir: process.env["NEXT_DIST_DIR"] ?? ".next-test",
      port,
      instances: 1,
      dev: false,
      admin: { email: "", password: "" },
      // Whatever the owner sets, it is the database that tells.
      environment: { ...process.env, EMBEDDED_SERVICES: "1" },
    });
    const app = new AppProcesses(1, stack.environment, () => {});
    const url = `http://localhost:${port}`;
    await app.start(port, url);
    const answer = await fetch(`${url}/api/demo/sign-in`, { method: "POST", redirect: "manual" });
    expect(await answer.json()).toMatchObject({ status: 404, code: "NOT_FOUND" });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await (await fetch(`${url}/sign-in`)).text()).not.toContain(DOOR);
    await app.stop();
  });
});
