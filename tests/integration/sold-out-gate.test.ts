import { afterAll, describe, expect, it } from "vitest";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { closeRedis, redis } from "#lib/redis/client.ts";
import { closeGates, openGates, soldOut } from "#lib/stock/sold-out-gate.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper, newShoppers, type Shopper, theAdmin } from "#tests/support/people.ts";
import { database, soldOf } from "#tests/support/truth.ts";

afterAll(async () => {
  await closeRedis();
  await database.end();
});

const buy = (shopper: Shopper, productId: string) =>
  shopper.post("/api/checkout", { items: [{ productId, quantity: 1 }] });

describe("the sold-out gate", () => {
  it("closes with the last one, opens with a cancelled order, and closes again", async () => {
    const product = await newProduct({ stock: 1, price: 100 });
    const [first, second, third] = await newShoppers(3, 1_000);
    if (!first || !second || !third) throw new Error("three shoppers are needed");
    for (let round = 0; round < 5; round += 1) {
      const sold = CheckoutResult.parse((await buy(first, product.id)).body);
      expect((await buy(second, product.id)).body).toMatchObject({ code: "OUT_OF_STOCK", available: 0 });
      expect(await soldOut([product.id])).toBe(product.id);
      // Whoever comes after the answer must get what has come back.
      expect((await first.post(`/api/orders/${sold.order.id}/cancel`)).status).toBe(200);
      const bought = await buy(third, product.id);
      expect(bought.status).toBe(201);
      const { order } = CheckoutResult.parse(bought.body);
      expect((await third.post(`/api/orders/${order.id}/cancel`)).status).toBe(200);
    }
  });

  it("opens for stock that the admin adds", async () => {
    const product = await newProduct({ stock: 0, price: 100 });
    const buyer = await newShopper(1_000);
    const admin = await theAdmin();
    expect((await buy(buyer, product.id)).status).toBe(409);
    expect(await soldOut([product.id])).toBe(product.id);
    const change = { stockDelta: 1, reason: "found one" };
    expect((await admin.send("PATCH", `/api/admin/products/${product.id}`, change)).status).toBe(200);
    expect((await buy(buyer, product.id)).status).toBe(201);
  });

  it("ignores who closes it by a view that is older than what opened it", async () => {
    const id = `gate-${Date.now()}`;
    await closeGates([id], { token: 5n });
    expect(await soldOut(["other", id])).toBe(id);
    await openGates([id], { token: 7n });
    expect(await soldOut([id])).toBeNull();
    await closeGates([id], { token: 6n });
    await closeGates([id], { token: 7n });
    expect(await soldOut([id])).toBeNull();
    await openGates([id], { token: 3n });
    await closeGates([id], { token: 8n });
    expect(await soldOut([id])).toBe(id);
  });

  it("is only a shortcut: without it, and with a false one, the database decides", async () => {
    const product = await newProduct({ stock: 1, price: 100 });
    const buyers = await newShoppers(20, 1_000);
    const flush = setInterval(() => void redis().del(`{lockstep-sold-out}:${product.id}`), 1);
    const answers = await Promise.all(buyers.map((buyer) => buy(buyer, product.id)));
    clearInterval(flush);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await soldOf(product.id)).toBe(1);
  });
});
