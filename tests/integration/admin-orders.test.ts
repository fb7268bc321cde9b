import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { AdminOrderPage, OrderStory } from "#lib/admin/order-schema.ts";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { allAtOnce, tally } from "#tests/support/api.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, type Shopper, theAdmin } from "#tests/support/people.ts";
import { database, stockOf, walletOf } from "#tests/support/truth.ts";

afterAll(() => database.end());

const WALLET_LIMIT = 100_000_000;
const FIRST_RUN = { reason: "The first run" };

async function buy(buyer: Shopper, productId: string, more: object = {}, headers = {}) {
  const body = { items: [{ productId, quantity: 1 }], ...more };
  const answer = await buyer.post("/api/checkout", body, headers);
  expect(answer.status).toBe(201);
  return CheckoutResult.parse(answer.body).order;
}

async function list(query: Record<string, string>) {
  const answer = await (await theAdmin()).get(`/api/admin/orders?${new URLSearchParams(query)}`);
  expect(answer.status).toBe(200);
  return AdminOrderPage.parse(answer.body);
}

it("pages forward and back by cursors in every sort, and each order is seen once", async () => {
  const buyer = await newShopper(100_000);
  const product = await newProduct({ stock: 10, price: 1_000 });
  const ids: string[] = [];
  for (const quantity of [3, 1, 2, 1, 1]) {
    ids.push((await buy(buyer, product.id, { items: [{ productId: product.id, quantity }] })).id);
  }
  for (const sort of ["newest", "oldest", "dearest", "cheapest"]) {
    const query = { userId: buyer.id, sort, pageSize: "2" };
    const pages = [await list(query)];
    for (let last = pages.at(-1); last?.nextCursor; last = pages.at(-1)) {
      pages.push(await list({ ...query, cursor: last.nextCursor }));
    }
    expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1]);
    const seen = pages.flatMap(({ items }) => items);
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    const totals = seen.map(({ total }) => total);
    if (sort === "dearest") expect(totals).toEqual([3_000, 2_000, 1_000, 1_000, 1_000]);
    if (sort === "newest") expect(seen.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(await list({ ...query, before: pages[2]?.previousCursor ?? "" })).toMatchObject({
      items: pages[1]?.items,
      total: 5,
    });
  }
});

it("finds orders by person, id, product, coupon, day and state", async () => {
  const buyer = await newShopper(10_000);
  const product = await newProduct({ stock: 5, price: 1_000 });
  const coupon = await newCoupon({ totalQuantity: 1 });
  const claimed = await buyer.post(`/api/coupons/${coupon.id}/claim`);
  const { userCoupon } = claimed.body as { userCoupon: { id: string } };
  const plain = await buy(buyer, product.id);
  const reduced = await buy(buyer, product.id, { userCouponId: userCoupon.id });
  await buyer.post(`/api/orders/${plain.id}/cancel`);
  const idsOf = async (query: Record<string, string>) => (await list(query)).items.map(({ id }) => id);
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  expect(await idsOf({ q: buyer.email })).toEqual([reduced.id, plain.id]);
  expect(await idsOf({ q: plain.id })).toEqual([plain.id]);
  expect(await idsOf({ q: plain.id.slice(0, 30) })).toContain(plain.id);
  // The number that the shopper's receipt shows, and the lists of the dashboard.
  const [first, second] = [plain.id.slice(-8, -4), plain.id.slice(-4)];
  for (const q of [`#${first}-${second}`.toUpperCase(), `${first}${second}`, `${first}-${second}`]) {
    expect(await idsOf({ q })).toEqual([plain.id]);
  }
  expect(await idsOf({ productId: product.id, status: "cancelled" })).toEqual([plain.id]);
  expect(await idsOf({ couponId: coupon.id })).toEqual([reduced.id]);
  expect(await idsOf({ userId: buyer.id, from: today, to: today })).toHaveLength(2);
  expect(await idsOf({ userId: buyer.id, to: "2020-01-01" })).toEqual([]);
});

it("refuses cursors that are not of the list, and days that are none", async () => {
  const admin = await theAdmin();
  const { nextCursor } = await list({ pageSize: "1" });
  const forged = (key: string) => Buffer.from(key).toString("base64url");
  for (const query of [
    `sort=dearest&cursor=${nextCursor}`,
    `cursor=${forged("newest|x|yesterday")}`,
    `cursor=${forged("newest|x|2026-99-99T99:99:99.999Z")}`,
    `sort=dearest&cursor=${forged("dearest|x|1e5")}`,
    "cursor=nonsense",
    "from=0000-01-01",
    "to=yesterday",
  ]) {
    const answer = await admin.get(`/api/admin/orders?${query}`);
    expect([query, answer.status]).toEqual([query, 400]);
  }
});

it("tells an order's whole story", async () => {
  const buyer = await newShopper(10_000);
  const product = await newProduct({ stock: 5, price: 1_000 });
  const key = randomUUID();
  const order = await buy(buyer, product.id, {}, { "Idempotency-Key": key });
  const admin = await theAdmin();
  const story = OrderStory.parse((await admin.get(`/api/admin/orders/${order.id}`)).body);
  expect(story).toMatchObject({
    order: { id: order.id, user: { email: buyer.email } },
    ledger: [{ type: "use", amount: -1_000, balanceAfter: 9_000 }],
    stock: [{ productId: product.id, kind: "sale", delta: -1 }],
    request: { key, status: 201 },
    coupon: null,
    cancelledBy: null,
  });
  expect(story.waitedMs).toBeGreaterThanOrEqual(0);
  expect((await admin.get("/api/admin/orders/nothing")).body).toMatchObject({ code: "ORDER_NOT_FOUND" });
  expect((await buyer.get(`/api/admin/orders/${order.id}`)).body).toMatchObject({ code: "FORBIDDEN" });
});

it("staff cancel anybody's order once, also where the wallet is full, and the log keeps why", async () => {
  const admin = await theAdmin();
  const buyer = await newShopper(WALLET_LIMIT);
  const product = await newProduct({ stock: 2, price: 400_000 });
  const order = await buy(buyer, product.id);
  const refill = await buyer.post("/api/points/top-up", { amount: 400_000 });
  expect(refill.status).toBe(201);
  const own = await buyer.post(`/api/orders/${order.id}/cancel`);
  expect(own.body).toMatchObject({ code: "ORDER_NOT_CANCELLABLE", reason: "refund-too-large" });
  const path = `/api/admin/orders/${order.id}/cancel`;
  expect((await admin.post(path, {})).body).toMatchObject({ status: 400, code: "VALIDATION" });
  const answers = await allAtOnce([1, 2, 3, 4], () => admin.post(path, FIRST_RUN));
  expect(tally(answers)).toEqual({ "200": 1, "409 ORDER_NOT_CANCELLABLE": 3 });
  const full = WALLET_LIMIT + 400_000;
  expect(await walletOf(buyer.id)).toMatchObject({ balance: full, sum: full });
  expect(await stockOf(product.id)).toEqual({ quantity: 2, moved: 2 });
  const log = await database`select detail from admin_audit_log where target = ${order.id}`;
  expect(log).toHaveLength(1);
  expect(log[0]?.["detail"]).toMatchObject({ ...FIRST_RUN, after: { status: "cancelled" } });
  const story = await admin.get(`/api/admin/orders/${order.id}`);
  expect(story.body).toMatchObject({ cancelledBy: FIRST_RUN, order: { status: "cancelled" } });
  expect((await buyer.post("/api/points/top-up", { amount: 100 })).body).toMatchObject({
    code: "BALANCE_LIMIT",
  });
  expect((await buyer.post(path, FIRST_RUN)).body).toMatchObject({ code: "FORBIDDEN" });
});

it("exports what is shown, and no cell is a formula", async () => {
  const admin = await theAdmin();
  const buyer = await newShopper(10_000);
  const product = await newProduct({ stock: 5, price: 1_000, name: `=1+1 ${randomUUID()}` });
  const order = await buy(buyer, product.id);
  const file = await admin.get(`/api/admin/orders.csv?userId=${buyer.id}`);
  expect(file.headers.get("content-type")).toContain("text/csv");
  expect(file.headers.get("content-disposition")).toContain("orders.csv");
  const [, row] = String(file.body).split("\r\n");
  expect(row).toContain(`"${order.id}"`);
  expect(row).toContain(`"'=1+1`);
  expect(String(file.body).trim().split("\r\n")).toHaveLength(2);
  expect((await buyer.get("/api/admin/orders.csv")).status).toBe(403);
});
