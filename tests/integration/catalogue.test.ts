import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { PopularProducts, ProductPage } from "#lib/catalog/schema.ts";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { CouponPage } from "#lib/coupons/schema.ts";
import { visitor } from "#tests/support/api.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";

describe("the catalogue", () => {
  it("lists the seeded shop in pages, in the caller's language", async () => {
    const english = ProductPage.parse((await visitor.get("/api/products?pageSize=5&category=desk")).body);
    expect(english.items).toHaveLength(5);
    expect(english.total).toBe(5);
    const slug = english.items[0]?.slug ?? "";
    const korean = await visitor.get(`/api/products/${slug}`, {
      "accept-language": "ko-KR,ko;q=0.9,en;q=0.8",
    });
    const same = await visitor.get(`/api/products/${slug}`, { "accept-language": "de,en;q=0.5" });
    expect(korean.body).toMatchObject({ slug });
    expect(JSON.stringify(korean.body)).toMatch(/[가-힣]/);
    expect(JSON.stringify(same.body)).not.toMatch(/[가-힣]/);
  });

  it("searches, filters and sorts", async () => {
    const word = `needle${randomUUID().slice(0, 8)}`;
    const cheap = await newProduct({ stock: 0, price: 100, name: `${word} 100% wool_cap` });
    const dear = await newProduct({ stock: 3, price: 900, name: `${word} hat` });
    const find = async (query: string) =>
      ProductPage.parse((await visitor.get(`/api/products?q=${word}${query}`)).body).items.map(
        ({ id }) => id,
      );
    expect(await find("&sort=price-asc")).toEqual([cheap.id, dear.id]);
    expect(await find("&sort=price-desc")).toEqual([dear.id, cheap.id]);
    expect(await find("&sort=newest")).toEqual([dear.id, cheap.id]);
    expect(await find("&inStock=true")).toEqual([dear.id]);
    expect(await find("&minPrice=101")).toEqual([dear.id]);
    expect(await find("&maxPrice=899")).toEqual([cheap.id]);
    expect(await find("&minPrice=100&maxPrice=900&sort=price-asc")).toEqual([cheap.id, dear.id]);
    expect(await find("&minPrice=&maxPrice=&sort=price-asc")).toEqual([cheap.id, dear.id]);
    expect(await find("&category=no-such")).toEqual([]);
    expect(await find("%20100%25%20wool_")).toEqual([cheap.id]);
    expect(await find("%20100_")).toEqual([]);
  });

  it.each([
    "page=0",
    "pageSize=101",
    "sort=best",
    "page=x",
    "inStock=maybe",
    "minPrice=-1",
    "maxPrice=x",
    "q=%00",
  ])("refuses ?%s", async (query) => {
    const { body } = await visitor.get(`/api/products?${query}`);
    expect(body).toMatchObject({ status: 400, code: "VALIDATION" });
  });

  it.each(["nothing", "a".repeat(300), "..%2F..%2Fetc"])("knows no product %j", async (name) => {
    const { body } = await visitor.get(`/api/products/${name}`);
    expect(body).toMatchObject({ status: 404, code: "PRODUCT_NOT_FOUND" });
  });

  it("ranks by units sold, and takes back what was cancelled", async () => {
    const product = await newProduct({ stock: 1_000, price: 1 });
    const buyer = await newShopper(10_000);
    const buy = () => buyer.post("/api/checkout", { items: [{ productId: product.id, quantity: 900 }] });
    const popular = async (period: string) => {
      const { body } = await visitor.get(`/api/products/popular?period=${period}&limit=50`);
      return PopularProducts.parse(body).items.find((item) => item.product.id === product.id);
    };
    const { order } = CheckoutResult.parse((await buy()).body);
    expect(await popular("today")).toMatchObject({ sold: 900 });
    expect(await popular("week")).toMatchObject({ sold: 900 });
    await buyer.post(`/api/orders/${order.id}/cancel`);
    expect(await popular("today")).toBeUndefined();
  });
});

describe("the coupons", () => {
  it("show every state", async () => {
    const { items } = CouponPage.parse((await visitor.get("/api/coupons?pageSize=100")).body);
    expect(new Set(items.map(({ state }) => state))).toEqual(
      new Set(["open", "scheduled", "sold-out", "ended"]),
    );
  });
});
