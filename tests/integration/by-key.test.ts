import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { closeLocks, locks } from "#lib/locking/locks.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { visitor } from "#tests/support/api.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

afterAll(async () => {
  await closeLocks();
  await closeRedis();
  await database.end();
});

const byKey = (key: string) => `/api/orders/by-key/${encodeURIComponent(key)}`;
const topUpByKey = (key: string) => `/api/points/top-up/by-key/${encodeURIComponent(key)}`;

describe("the order by the key of its checkout", () => {
  it("is what was bought, as it stands now", async () => {
    const shopper = await newShopper(5_000);
    const { id } = await newProduct({ stock: 5 });
    const key = randomUUID();
    expect((await shopper.get(byKey(key))).body).toMatchObject({ status: 404, code: "ORDER_NOT_FOUND" });
    const body = { items: [{ productId: id, quantity: 1 }] };
    const bought = await shopper.post("/api/checkout", body, { "idempotency-key": key });
    const { order } = CheckoutResult.parse(bought.body);
    expect(await shopper.get(byKey(key))).toMatchObject({ status: 200, body: { order } });
    await shopper.post(`/api/orders/${order.id}/cancel`);
    expect((await shopper.get(byKey(key))).body).toMatchObject({
      order: { id: order.id, status: "cancelled" },
    });
  });

  it("is nobody else's to see, and stays unknown after a refusal", async () => {
    const [mine, theirs] = [await newShopper(1_000), await newShopper(0)];
    const { id } = await newProduct({ stock: 1 });
    const key = `a/key with? odd%signs#`.replaceAll(" ", "_");
    const body = { items: [{ productId: id, quantity: 1 }] };
    const refused = await theirs.post("/api/checkout", body, { "idempotency-key": key });
    expect(refused.body).toMatchObject({ code: "INSUFFICIENT_POINTS" });
    await mine.post("/api/checkout", body, { "idempotency-key": key });
    expect((await mine.get(byKey(key))).status).toBe(200);
    expect((await theirs.get(byKey(key))).status).toBe(404);
    expect((await visitor.get(byKey(key))).status).toBe(401);
  });

  it("is not known while the checkout is at work, whatever stands in the database", async () => {
    const shopper = await newShopper(1_000);
    const key = randomUUID();
    const mark = await locks().acquire(`idempotency:${shopper.id}:/api/checkout:${key}`, {
      waitMs: 1_000,
      leaseMs: 10_000,
    });
    const answer = await shopper.get(byKey(key));
    expect(answer.body).toMatchObject({ status: 409, code: "IDEMPOTENCY_IN_FLIGHT" });
    expect(answer.headers.get("retry-after")).toBe("1");
    await mark.release();
    expect((await shopper.get(byKey(key))).status).toBe(404);
  });

  it("has no key such as an empty or a very long one", async () => {
    const shopper = await newShopper(0);
    expect((await shopper.get(byKey("k".repeat(256)))).body).toMatchObject({ code: "ORDER_NOT_FOUND" });
    expect((await shopper.get(byKey("두"))).body).toMatchObject({ code: "ORDER_NOT_FOUND" });
  });
});

describe("the top-up by its key", () => {
  it("is what was added, to the byte, and only its shopper's", async () => {
    const [mine, theirs] = [await newShopper(0), await newShopper(0)];
    const key = randomUUID();
    expect((await mine.get(topUpByKey(key))).body).toMatchObject({ status: 404, code: "NOT_FOUND" });
    const answer = await mine.post("/api/points/top-up", { amount: 700 }, { "idempotency-key": key });
    expect(await mine.get(topUpByKey(key))).toMatchObject({ status: 200, body: answer.body });
    expect((await theirs.get(topUpByKey(key))).status).toBe(404);
  });
});
