import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { ClaimResult } from "#lib/coupons/schema.ts";
import { CancelResult } from "#lib/orders/schema.ts";
import { visitor } from "#tests/support/api.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, type Shopper, theAdmin } from "#tests/support/people.ts";
import { database, soldOf, stockOf, walletOf } from "#tests/support/truth.ts";

afterAll(() => database.end());

const buy = (shopper: Shopper, productId: string, quantity = 1, more: object = {}) =>
  shopper.post("/api/checkout", { items: [{ productId, quantity }], ...more });

async function claimed(shopper: Shopper, facts: Parameters<typeof newCoupon>[0]): Promise<string> {
  const coupon = await newCoupon(facts);
  const answer = await shopper.post(`/api/coupons/${coupon.id}/claim`);
  return ClaimResult.parse(answer.body).userCoupon.id;
}

describe("a checkout", () => {
  it("answers with the receipt, where it lies, and what is left", async () => {
    const [mug, tray] = await Promise.all([
      newProduct({ stock: 5, price: 12_900 }),
      newProduct({ stock: 5, price: 30_000 }),
    ]);
    const buyer = await newShopper(100_000);
    const answer = await buyer.post("/api/checkout", {
      items: [
        { productId: mug.id, quantity: 2 },
        { productId: tray.id, quantity: 1 },
      ],
      expectedTotal: 55_800,
    });
    expect(answer.status).toBe(201);
    const { order, balance } = CheckoutResult.parse(answer.body);
    expect(answer.headers.get("location")).toBe(`/api/orders/${order.id}`);
    expect(order).toMatchObject({ status: "paid", subtotal: 55_800, discount: 0, total: 55_800 });
    expect(order.items.map(({ lineTotal }) => lineTotal).sort()).toEqual([25_800, 30_000]);
    expect(balance).toBe(44_200);
    expect((await buyer.get(`/api/orders/${order.id}`)).body).toEqual({ order });
    expect((await buyer.get("/api/points/history")).body).toMatchObject({
      items: [{ type: "use", amount: -55_800, balanceAfter: 44_200, orderId: order.id }, { type: "charge" }],
      nextCursor: null,
    });
  });

  it("adds up a product that is named twice", async () => {
    const product = await newProduct({ stock: 3 });
    const buyer = await newShopper(10_000);
    const line = { productId: product.id, quantity: 2 };
    expect((await buyer.post("/api/checkout", { items: [line, line] })).body).toMatchObject({
      code: "OUT_OF_STOCK",
      productId: product.id,
      available: 3,
    });
    const single = { productId: product.id, quantity: 1 };
    const answer = await buyer.post("/api/checkout", { items: [single, line] });
    expect(CheckoutResult.parse(answer.body).order.items).toMatchObject([{ quantity: 3, lineTotal: 3_000 }]);
    expect(await stockOf(product.id)).toEqual({ quantity: 0, moved: 0 });
  });

  it("leaves the stock alone when the points don't suffice", async () => {
    const product = await newProduct({ stock: 5, price: 10_000 });
    const buyer = await newShopper(9_999);
    const answer = await buy(buyer, product.id);
    expect(answer.status).toBe(402);
    expect(answer.body).toMatchObject({ code: "INSUFFICIENT_POINTS", balance: 9_999, required: 10_000 });
    expect(await stockOf(product.id)).toEqual({ quantity: 5, moved: 5 });
    expect(await soldOf(product.id)).toBe(0);
    expect(await walletOf(buyer.id)).toMatchObject({ balance: 9_999, sum: 9_999 });
  });

  it("takes nothing of a cart when one of its products is not to be had", async () => {
    const [there, gone] = await Promise.all([newProduct({ stock: 5 }), newProduct({ stock: 0 })]);
    const buyer = await newShopper(10_000);
    const items = [there, gone].map(({ id }) => ({ productId: id, quantity: 1 }));
    const answer = await buyer.post("/api/checkout", { items });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: "OUT_OF_STOCK", productId: gone.id, available: 0 });
    expect(await stockOf(there.id)).toEqual({ quantity: 5, moved: 5 });
    expect(await walletOf(buyer.id)).toMatchObject({ balance: 10_000 });
  });

  it("names the new total when the price has changed", async () => {
    const product = await newProduct({ stock: 5, price: 2_000 });
    const buyer = await newShopper(10_000);
    const answer = await buy(buyer, product.id, 1, { expectedTotal: 1_500 });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: "PRICE_CHANGED", expectedTotal: 1_500, total: 2_000 });
    expect(await soldOf(product.id)).toBe(0);
  });

  it("does not sell before the sale starts", async () => {
    const saleStartsAt = new Date(Date.now() + 3_600_000).toISOString();
    const product = await newProduct({ stock: 5, saleStartsAt });
    const answer = await buy(await newShopper(10_000), product.id);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: "NOT_ON_SALE", startsAt: saleStartsAt });
  });

  it("refuses what it can't read, and who is not signed in", async () => {
    const product = await newProduct({ stock: 5 });
    const buyer = await newShopper(10_000);
    const good = { productId: product.id, quantity: 1 };
    const refusals: [unknown, number, string][] = [
      [{ items: [] }, 400, "VALIDATION"],
      [{}, 400, "VALIDATION"],
      [{ items: [{ ...good, quantity: 0 }] }, 400, "VALIDATION"],
      [{ items: [{ ...good, quantity: 1.5 }] }, 400, "VALIDATION"],
      [{ items: [{ ...good, quantity: -1 }] }, 400, "VALIDATION"],
      [{ items: [{ ...good, quantity: "1" }] }, 400, "VALIDATION"],
      [{ items: [{ ...good, price: 1 }] }, 400, "VALIDATION"],
      [{ items: [good], total: 1 }, 400, "VALIDATION"],
      ["{not json", 400, "VALIDATION"],
      [{ items: [{ ...good, productId: "no-such-product" }] }, 404, "PRODUCT_NOT_FOUND"],
      [{ items: [good], userCouponId: "no-such-coupon" }, 404, "COUPON_NOT_FOUND"],
      [`{"items":"${"x".repeat(70_000)}"}`, 413, "BODY_TOO_LARGE"],
    ];
    for (const [body, status, code] of refusals) {
      const answer = await buyer.post("/api/checkout", body);
      expect({ status: answer.status, body: answer.body }).toMatchObject({ status, body: { status, code } });
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
    const form = await buyer.post("/api/checkout", "a=1", { "content-type": "text/plain" });
    expect(form.status).toBe(415);
    expect((await visitor.post("/api/checkout", { items: [good] })).body).toMatchObject({
      code: "UNAUTHENTICATED",
    });
    const foreign = await buyer.post("/api/checkout", { items: [good] }, { origin: "https://evil.example" });
    expect(foreign.body).toMatchObject({ status: 403, code: "CROSS_ORIGIN" });
    expect(await stockOf(product.id)).toEqual({ quantity: 5, moved: 5 });
    expect(await walletOf(buyer.id)).toMatchObject({ balance: 10_000 });
  });
});

describe("a checkout with a coupon", () => {
  it("takes off a fixed sum once", async () => {
    const product = await newProduct({ stock: 9, price: 3_000 });
    const buyer = await newShopper(10_000);
    const userCouponId = await claimed(buyer, { totalQuantity: 5, discount: { type: "fixed", value: 500 } });
    const first = await buy(buyer, product.id, 1, { userCouponId });
    expect(CheckoutResult.parse(first.body)).toMatchObject({
      order: { subtotal: 3_000, discount: 500, total: 2_500 },
      balance: 7_500,
    });
    const second = await buy(buyer, product.id, 1, { userCouponId });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: "COUPON_ALREADY_USED" });
  });

  it("takes off a share, rounded down, up to its cap", async () => {
    const product = await newProduct({ stock: 99, price: 999 });
    const buyer = await newShopper(200_000);
    const percent = { type: "percent", value: 15 } as const;
    const plain = await claimed(buyer, { totalQuantity: 5, discount: percent });
    expect((await buy(buyer, product.id, 1, { userCouponId: plain })).body).toMatchObject({
      order: { discount: 149, total: 850 },
    });
    const capped = await claimed(buyer, { totalQuantity: 5, discount: { ...percent, maxDiscount: 1_000 } });
    expect((await buy(buyer, product.id, 50, { userCouponId: capped })).body).toMatchObject({
      order: { subtotal: 49_950, discount: 1_000, total: 48_950 },
    });
  });

  it("can pay an order wholly", async () => {
    const product = await newProduct({ stock: 5, price: 400 });
    const buyer = await newShopper(0);
    const userCouponId = await claimed(buyer, { totalQuantity: 5, discount: { type: "fixed", value: 500 } });
    const answer = await buy(buyer, product.id, 1, { userCouponId });
    expect(answer.body).toMatchObject({ order: { subtotal: 400, discount: 400, total: 0 }, balance: 0 });
  });

  it("says why a coupon does not apply, and keeps it", async () => {
    const product = await newProduct({ stock: 5, price: 3_000 });
    const [buyer, stranger] = await Promise.all([newShopper(10_000), newShopper(10_000)]);
    const userCouponId = await claimed(buyer, { totalQuantity: 5, minOrder: 5_000 });
    const refused = await buy(buyer, product.id, 1, { userCouponId });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: "COUPON_NOT_APPLICABLE", reason: "minimum-order" });
    expect((await buy(stranger, product.id, 2, { userCouponId })).body).toMatchObject({
      code: "COUPON_NOT_FOUND",
    });
    expect((await buy(buyer, product.id, 2, { userCouponId })).status).toBe(201);
  });
});

describe("cancelling an order", () => {
  it("gives back stock, points and coupon, once", async () => {
    const product = await newProduct({ stock: 4, price: 3_000 });
    const buyer = await newShopper(10_000);
    const userCouponId = await claimed(buyer, { totalQuantity: 5 });
    const { order } = CheckoutResult.parse((await buy(buyer, product.id, 2, { userCouponId })).body);
    const answer = await buyer.post(`/api/orders/${order.id}/cancel`);
    expect(answer.status).toBe(200);
    expect(CancelResult.parse(answer.body)).toMatchObject({
      order: { status: "cancelled" },
      balance: 10_000,
    });
    expect(await stockOf(product.id)).toEqual({ quantity: 4, moved: 4 });
    const again = await buyer.post(`/api/orders/${order.id}/cancel`);
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ code: "ORDER_NOT_CANCELLABLE" });
    expect((await walletOf(buyer.id)).balance).toBe(10_000);
    expect((await buy(buyer, product.id, 1, { userCouponId })).status).toBe(201);
  });

  it("is not for somebody else's order", async () => {
    const product = await newProduct({ stock: 4 });
    const [buyer, stranger] = await Promise.all([newShopper(10_000), newShopper(0)]);
    const { order } = CheckoutResult.parse((await buy(buyer, product.id)).body);
    for (const path of [`/api/orders/${order.id}/cancel`, "/api/orders/nothing/cancel"]) {
      expect((await stranger.post(path)).body).toMatchObject({ status: 404, code: "ORDER_NOT_FOUND" });
    }
    expect((await stranger.get(`/api/orders/${order.id}`)).status).toBe(404);
  });
});

describe("an Idempotency-Key", () => {
  it("replays the first answer to the byte, on each route for itself", async () => {
    const product = await newProduct({ stock: 4 });
    const buyer = await newShopper(10_000);
    const key = { "idempotency-key": randomUUID() };
    const body = { items: [{ productId: product.id, quantity: 1 }], expectedTotal: 1_000 };
    const first = await buyer.post("/api/checkout", body, key);
    const turned = { expectedTotal: 1_000, items: [{ quantity: 1, productId: product.id }] };
    const again = await buyer.post("/api/checkout", turned, key);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    const topUp = await buyer.post("/api/points/top-up", { amount: 500 }, key);
    expect(topUp).toMatchObject({ status: 201, body: { balance: 9_500 } });
    expect(await soldOf(product.id)).toBe(1);
  });

  it("belongs to one request and one shopper", async () => {
    const [buyer, other] = await Promise.all([newShopper(0), newShopper(0)]);
    const key = { "idempotency-key": "the-same" };
    expect((await buyer.post("/api/points/top-up", { amount: 500 }, key)).status).toBe(201);
    const reused = await buyer.post("/api/points/top-up", { amount: 600 }, key);
    expect(reused.body).toMatchObject({ status: 422, code: "IDEMPOTENCY_KEY_REUSED" });
    expect((await other.post("/api/points/top-up", { amount: 600 }, key)).status).toBe(201);
    expect((await walletOf(buyer.id)).balance).toBe(500);
  });

  it("can be tried again after a refusal", async () => {
    const product = await newProduct({ stock: 1, price: 5_000 });
    const buyer = await newShopper(4_000);
    const key = { "idempotency-key": randomUUID() };
    const body = { items: [{ productId: product.id, quantity: 1 }] };
    expect((await buyer.post("/api/checkout", body, key)).status).toBe(402);
    await buyer.post("/api/points/top-up", { amount: 1_000 });
    expect((await buyer.post("/api/checkout", body, key)).status).toBe(201);
  });

  it.each(["", "with space", "x".repeat(256)])("must be visible ASCII: %j", async (key) => {
    const buyer = await newShopper(0);
    const answer = await buyer.post("/api/points/top-up", { amount: 500 }, { "idempotency-key": key });
    expect(answer.body).toMatchObject({ status: 400, code: "VALIDATION" });
  });
});

describe("the whole", () => {
  it("still keeps every promise", async () => {
    expect((await (await theAdmin()).get("/api/admin/audit")).body).toMatchObject({ ok: true });
  });
});
