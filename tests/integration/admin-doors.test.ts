import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { everyOperation } from "#app/api/_operations/every-operation.ts";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { Caller, visitor } from "#tests/support/api.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { cookieOf, newShopper } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

/** Who is no admin, and what the API answers them. */
const callers: { who: string; caller: Caller; status: number }[] = [];
/** What the dashboard would show of the shop, by the folder of its pages. */
const idsByFolder: Record<string, string> = {};
let secret = "";

beforeAll(async () => {
  const [shopper, banned] = [await newShopper(10_000), await newShopper(0)];
  await database`update users set banned_at = now(), ban_reason = 'x' where id = ${banned.id}`;
  const demo = await visitor.send("POST", "/api/demo/sign-in?next=/points");
  callers.push(
    { who: "a guest", caller: visitor, status: 401 },
    {
      who: "a forged session",
      caller: new Caller("better-auth.session_token=forged.value"),
      status: 401,
    },
    { who: "somebody banned whose session is left", caller: banned, status: 401 },
    { who: "a shopper", caller: shopper, status: 403 },
    { who: "a demo shopper", caller: new Caller(cookieOf(demo.headers)), status: 403 },
  );
  const product = await newProduct({ stock: 5, price: 1_000 });
  secret = product.name;
  const items = [{ productId: product.id, quantity: 1 }];
  const { order } = CheckoutResult.parse((await shopper.post("/api/checkout", { items })).body);
  const coupon = await newCoupon({ name: secret, totalQuantity: 2 });
  Object.assign(idsByFolder, {
    products: product.id,
    orders: order.id,
    users: shopper.id,
    coupons: coupon.id,
  });
});

afterAll(() => database.end());

it.each(
  everyOperation
    .filter(({ access }) => access === "admin")
    .map((operation) => [operation.id, operation] as const),
)("%s is refused to everybody but admins", async (_id, { path, method }) => {
  const [, folder = ""] = /^\/api\/admin\/(\w+)/.exec(path) ?? [];
  const address = path
    .replace("{id}", idsByFolder[folder] ?? "nothing")
    .replace("{key}", "lock%3Aproduct%3Anothing");
  for (const { who, caller, status } of callers) {
    const answer = await caller.send(method.toUpperCase() as "GET", address);
    expect([who, answer.status]).toEqual([who, status]);
    expect(answer.body).toMatchObject({ code: status === 401 ? "UNAUTHENTICATED" : "FORBIDDEN" });
  }
});

it.each(["overview=1", "locks=1", "rush=nothing", "overview=1&products=a"])(
  "the stream of %s is refused to everybody but admins",
  async (asked) => {
    for (const accept of ["text/event-stream", "application/json"]) {
      for (const { who, caller, status } of callers) {
        const answer = await caller.get(`/api/live?${asked}`, { accept });
        expect([who, answer.status]).toEqual([who, status]);
      }
    }
  },
);

const pages = readdirSync("app/admin", { recursive: true, encoding: "utf8" })
  .filter((file) => /(?:^|\/)page\.tsx$/.test(file))
  .map((file) => `/admin/${file}`.replace(/\/page\.tsx$/, ""));

it.each(pages)("%s shows nobody but admins anything, as a page and as the router reads it", async (page) => {
  const [, folder = ""] = /^\/admin\/(\w+)/.exec(page) ?? [];
  const address = page.replace("[id]", idsByFolder[folder] ?? "nothing");
  for (const headers of [{ accept: "text/html" }, { rsc: "1" }, { rsc: "1", "next-router-prefetch": "1" }]) {
    for (const { who, caller, status } of callers) {
      const answer = await caller.get(address, headers);
      if ("accept" in headers) {
        const to = answer.headers.get("location") ?? "";
        const told = answer.status === 307 && to.includes("/sign-in?next=%2Fadmin") ? 401 : answer.status;
        expect([who, told]).toEqual([who, status]);
      }
      expect(String(answer.body)).not.toContain(secret);
    }
  }
});

it("a shopper's own pages are nobody else's", async () => {
  const other = callers.find(({ who }) => who === "a demo shopper")?.caller;
  const answer = await other?.get(`/orders/${idsByFolder["orders"]}`, { accept: "text/html" });
  expect(answer?.status).toBe(404);
  expect(String(answer?.body)).not.toContain(secret);
});
