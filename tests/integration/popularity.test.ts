import { Redis } from "ioredis";
import { afterAll, describe, expect, it } from "vitest";
import { PopularProducts } from "#lib/catalog/schema.ts";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { allAtOnce, visitor } from "#tests/support/api.ts";
import { shop } from "#tests/support/environment.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper, newShoppers } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

const redis = new Redis(shop.REDIS_URL);

afterAll(async () => {
  redis.disconnect();
  await database.end();
});

async function forget(): Promise<void> {
  const keys = await redis.keys("{lockstep-popular}:*");
  if (keys.length > 0) await redis.del(...keys);
}

async function soldToday(productId: string): Promise<number> {
  const { body } = await visitor.get("/api/products/popular?period=today&limit=50");
  return PopularProducts.parse(body).items.find(({ product }) => product.id === productId)?.sold ?? 0;
}

describe("what sells best", () => {
  it("is read from the orders again when Redis lost it", async () => {
    const product = await newProduct({ stock: 2_000, price: 1 });
    const buyer = await newShopper(10_000);
    const buy = (quantity: number) =>
      buyer.post("/api/checkout", { items: [{ productId: product.id, quantity }] });
    const { order } = CheckoutResult.parse((await buy(700)).body);
    expect(await soldToday(product.id)).toBe(700);
    await forget();
    expect(await soldToday(product.id)).toBe(700);
    await buy(50);
    expect(await soldToday(product.id)).toBe(750);
    await forget();
    await buyer.post(`/api/orders/${order.id}/cancel`);
    expect(await soldToday(product.id)).toBe(50);
  });

  it("counts every unit once while it is read again in the middle of a rush", async () => {
    const product = await newProduct({ stock: 5_000, price: 1 });
    const buyers = await newShoppers(40, 1_000);
    const buying = allAtOnce(buyers, (buyer) =>
      buyer.post("/api/checkout", { items: [{ productId: product.id, quantity: 25 }] }),
    );
    for (let round = 0; round < 6; round += 1) {
      await forget();
      await soldToday(product.id);
    }
    const answers = await buying;
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(await soldToday(product.id)).toBe(1_000);
  });
});
