import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { allAtOnce, tally } from "#tests/support/api.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, newShoppers, theAdmin } from "#tests/support/people.ts";
import { database, soldOf, stockOf, walletOf } from "#tests/support/truth.ts";

afterAll(() => database.end());

describe("a rush on the running shop, over two app processes", () => {
  it("sells 2 of 2 to 10 buyers", async () => {
    const product = await newProduct({ stock: 2, price: 1_000 });
    const buyers = await newShoppers(10, 5_000);
    const answers = await allAtOnce(buyers, (buyer) =>
      buyer.post("/api/checkout", { items: [{ productId: product.id, quantity: 1 }] }),
    );
    expect(tally(answers)).toEqual({ "201": 2, "409 OUT_OF_STOCK": 8 });
    expect(await stockOf(product.id)).toEqual({ quantity: 0, moved: 0 });
    expect(await soldOf(product.id)).toBe(2);
    const balances = await Promise.all(buyers.map(({ id }) => walletOf(id)));
    expect(balances.filter(({ balance }) => balance === 4_000)).toHaveLength(2);
    expect(balances.filter(({ balance }) => balance === 5_000)).toHaveLength(8);
  });

  it("sells a cart of two once, when there is one of each and ten want both", async () => {
    const [lamp, shade] = await Promise.all([newProduct({ stock: 1 }), newProduct({ stock: 1 })]);
    const buyers = await newShoppers(10, 10_000);
    const answers = await allAtOnce(buyers, (buyer, index) => {
      const items = [lamp, shade].map(({ id }) => ({ productId: id, quantity: 1 }));
      return buyer.post("/api/checkout", { items: index % 2 === 0 ? items : items.reverse() });
    });
    expect(tally(answers)).toEqual({ "201": 1, "409 OUT_OF_STOCK": 9 });
    expect(await Promise.all([soldOf(lamp.id), soldOf(shade.id)])).toEqual([1, 1]);
    expect(await Promise.all([stockOf(lamp.id), stockOf(shade.id)])).toEqual([
      { quantity: 0, moved: 0 },
      { quantity: 0, moved: 0 },
    ]);
  });

  it("never deadlocks carts that name the same products in opposite orders", async () => {
    const goods = await Promise.all([1, 2, 3].map(() => newProduct({ stock: 100 })));
    const buyers = await newShoppers(30, 100_000);
    const answers = await allAtOnce(buyers, (buyer, index) => {
      const turned = goods.map((_, at) => goods[(at + index) % goods.length]);
      const items = (index % 2 === 0 ? turned : turned.reverse()).map((product) => ({
        productId: product?.id,
        quantity: 1,
      }));
      return buyer.post("/api/checkout", { items });
    });
    expect(tally(answers)).toEqual({ "201": 30 });
    for (const { id } of goods) expect(await stockOf(id)).toEqual({ quantity: 70, moved: 70 });
  });

  it("gives 10 coupons to 10 of 100", async () => {
    const coupon = await newCoupon({ totalQuantity: 10 });
    const claimants = await newShoppers(100, 0);
    const answers = await allAtOnce(claimants, (claimant) =>
      claimant.post(`/api/coupons/${coupon.id}/claim`),
    );
    expect(tally(answers)).toEqual({ "201": 10, "409 COUPON_SOLD_OUT": 90 });
    const [row] = await database`select issued, quantity,
      (select count(*)::int from user_coupons where coupon_id = ${coupon.id}) as held
      from coupon_stock where coupon_id = ${coupon.id}`;
    expect(row).toEqual({ issued: 10, quantity: 10, held: 10 });
  });

  it("gives a shopper one of a coupon, however often it is claimed at once", async () => {
    const coupon = await newCoupon({ totalQuantity: 10 });
    const claimant = await newShopper(0);
    const answers = await allAtOnce(Array.from({ length: 8 }), () =>
      claimant.post(`/api/coupons/${coupon.id}/claim`),
    );
    expect(tally(answers)).toEqual({ "201": 1, "409 COUPON_ALREADY_CLAIMED": 7 });
  });

  it.each([10, 50])("adds %i top-ups of one shopper to the point", async (count) => {
    const shopper = await newShopper(0);
    const answers = await allAtOnce(Array.from({ length: count }), () =>
      shopper.post("/api/points/top-up", { amount: 1_000 }),
    );
    expect(tally(answers)).toEqual({ "201": count });
    // The shopper may have opened with a ledger row of 0 points or none: rows are counted from the top-ups.
    const wallet = await walletOf(shopper.id);
    expect(wallet).toMatchObject({ balance: count * 1_000, sum: count * 1_000, seq: wallet.rows });
  });

  it("lets one shopper top up and buy at once, and loses neither", async () => {
    const goods = await Promise.all([1, 2, 3, 4].map(() => newProduct({ stock: 10, price: 100 })));
    const shopper = await newShopper(10_000);
    const answers = await allAtOnce(Array.from({ length: 24 }), (_, index) =>
      index % 2 === 0
        ? shopper.post("/api/points/top-up", { amount: 1_000 })
        : shopper.post("/api/checkout", { items: [{ productId: goods[index % 4]?.id, quantity: 1 }] }),
    );
    // A top-up gives up when the orders moved the wallet under it three times; then it added nothing.
    const counts = tally(answers);
    expect((counts["201"] ?? 0) + (counts["503 UNAVAILABLE"] ?? 0)).toBe(24);
    const added = answers.filter(({ status }, index) => status === 201 && index % 2 === 0).length;
    const bought = answers.filter(({ status }, index) => status === 201 && index % 2 === 1).length;
    expect(bought).toBe(12);
    expect(await walletOf(shopper.id)).toMatchObject({
      balance: 10_000 + 1_000 * added - 100 * bought,
      seq: 1 + added + bought,
      rows: 1 + added + bought,
    });
  });

  it("places a twice-clicked order once, and answers the same to both", async () => {
    const product = await newProduct({ stock: 10 });
    const buyer = await newShopper(100_000);
    const key = randomUUID();
    const click = () =>
      buyer.post(
        "/api/checkout",
        { items: [{ productId: product.id, quantity: 1 }] },
        { "idempotency-key": key },
      );
    const answers = await allAtOnce(Array.from({ length: 10 }), click);
    const counts = tally(answers);
    expect(Object.keys(counts).sort()).toEqual(
      Object.keys(counts).length === 1 ? ["201"] : ["201", "409 IDEMPOTENCY_IN_FLIGHT"],
    );
    const again = await click();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const orderIds = answers
      .filter(({ status }) => status === 201)
      .map(({ body }) => CheckoutResult.parse(body).order.id);
    expect(new Set(orderIds)).toEqual(new Set([CheckoutResult.parse(again.body).order.id]));
    expect(await soldOf(product.id)).toBe(1);
  });

  it("cancels an order once, however often it is asked at once", async () => {
    const product = await newProduct({ stock: 3, price: 700 });
    const buyer = await newShopper(10_000);
    const placed = await buyer.post("/api/checkout", { items: [{ productId: product.id, quantity: 2 }] });
    const { order } = CheckoutResult.parse(placed.body);
    const answers = await allAtOnce(Array.from({ length: 6 }), () =>
      buyer.post(`/api/orders/${order.id}/cancel`),
    );
    expect(tally(answers)).toEqual({ "200": 1, "409 ORDER_NOT_CANCELLABLE": 5 });
    expect(await stockOf(product.id)).toEqual({ quantity: 3, moved: 3 });
    expect((await walletOf(buyer.id)).balance).toBe(10_000);
  });

  it("leaves a database in which every promise holds", async () => {
    const admin = await theAdmin();
    const { body } = await admin.get("/api/admin/audit");
    expect(body).toMatchObject({ ok: true });
  });
});
