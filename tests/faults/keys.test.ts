import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { OrderResult } from "#lib/orders/schema.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

afterAll(async () => {
  await closeDatabase();
  await database.end();
});

const buy = (productId: string, quantity = 1) => ({ items: [{ productId, quantity }] });

it("a request without a key gets one, by which its order is found and the request can be repeated", async () => {
  const product = await newProduct({ stock: 3, price: 100 });
  const buyer = await newShopper(1_000);
  const first = await buyer.post("/api/checkout", buy(product.id));
  expect(first.status).toBe(201);
  const key = first.headers.get("idempotency-key") ?? "";
  const found = await buyer.get(`/api/orders/by-key/${key}`);
  expect(OrderResult.parse(found.body).order.id).toBe(CheckoutResult.parse(first.body).order.id);
  const again = await buyer.post("/api/checkout", buy(product.id), { "idempotency-key": key });
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(again.body).toEqual(first.body);
  const other = await newShopper(0);
  expect(await other.get(`/api/orders/by-key/${key}`)).toMatchObject({ status: 404 });
});

it("every answer tells the key, a refusal's too, and a refused key leads to no order", async () => {
  const product = await newProduct({ stock: 1, price: 100 });
  const buyer = await newShopper(0);
  const refused = await buyer.post("/api/checkout", buy(product.id));
  expect(refused.status).toBe(402);
  const key = refused.headers.get("idempotency-key") ?? "";
  expect(await buyer.get(`/api/orders/by-key/${key}`)).toMatchObject({
    status: 404,
    body: { code: "ORDER_NOT_FOUND" },
  });
  const invalid = await buyer.post("/api/checkout", { items: [] });
  expect([invalid.status, invalid.headers.has("idempotency-key")]).toEqual([400, true]);
  const top = await buyer.post("/api/points/top-up", { amount: 500 });
  expect([top.status, top.headers.has("idempotency-key")]).toEqual([201, true]);
});

it("a key whose transaction has not ended is said to be at work", async () => {
  const buyer = await newShopper(0);
  const key = `in doubt/${randomUUID()}`.replace(" ", "-");
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const path = `/api/orders/by-key/${encodeURIComponent(key)}`;
  let isWritten = () => {};
  const written = new Promise<void>((resolve) => {
    isWritten = resolve;
  });
  const inDoubt = database.begin(async (tx) => {
    await tx`insert into idempotency_records (user_id, route, key, request_hash, status, body)
      values (${buyer.id}, '/api/checkout', ${key}, 'x', 201, '{}')`;
    isWritten();
    await ended;
    throw new Error("rolled back");
  });
  await written;
  expect(await buyer.get(path)).toMatchObject({ status: 409, body: { code: "IDEMPOTENCY_IN_FLIGHT" } });
  end();
  await inDoubt.catch(() => {});
  expect(await buyer.get(path)).toMatchObject({ status: 404 });
});
