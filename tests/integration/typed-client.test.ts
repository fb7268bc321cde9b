import { describe, expect, it } from "vitest";
import { apiClient } from "#tests/support/api-client.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { stockOf } from "#tests/support/truth.ts";

describe("the typed client made from the OpenAPI document", () => {
  it("tops up, buys, reads the receipt and cancels", async () => {
    const product = await newProduct({ stock: 3, price: 1_000 });
    const api = apiClient((await newShopper(0)).session);
    const topUp = await api.POST("/api/points/top-up", { body: { amount: 5_000 } });
    expect(topUp.data?.balance).toBe(5_000);
    const bought = await api.POST("/api/checkout", {
      body: { items: [{ productId: product.id, quantity: 2 }], expectedTotal: 2_000 },
    });
    // A text would be the stream of events, for who asks for one.
    if (!bought.data || typeof bought.data === "string") throw new Error("no receipt");
    expect([bought.response.status, bought.data.balance]).toEqual([201, 3_000]);
    const { id } = bought.data.order;
    const read = await api.GET("/api/orders/{id}", { params: { path: { id } } });
    expect(read.data?.order).toEqual(bought.data.order);
    const cancelled = await api.POST("/api/orders/{id}/cancel", { params: { path: { id } } });
    expect([cancelled.data?.order.status, cancelled.data?.balance]).toEqual(["cancelled", 5_000]);
    expect((await stockOf(product.id)).quantity).toBe(3);
  });

  it("gets a problem with its code", async () => {
    const { error, response } = await apiClient().GET("/api/points");
    expect([response.status, error?.code]).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("does not compile with a field that the API does not have", async () => {
    // @ts-expect-error The body has `amount`.
    const { error } = await apiClient().POST("/api/points/top-up", { body: { points: 1 } });
    expect(error?.code).toBe("UNAUTHENTICATED");
  });
});
