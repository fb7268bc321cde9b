import { afterAll, describe, expect, it } from "vitest";
import { AdminProductResult } from "#lib/catalog/schema.ts";
import { type ApiAnswer, allAtOnce, type Caller, tally } from "#tests/support/api.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";
import { database } from "#tests/support/truth.ts";

afterAll(() => database.end());

const ADMINS = 8;

async function change(path: string, body: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer> {
  return (await theAdmin()).send("PATCH", `/api/admin/${path}`, body, headers);
}

describe("a change of a product that names its version", () => {
  it("is refused when the product was changed meanwhile, and tells what it is now", async () => {
    const { id, version, price } = await newProduct({ stock: 1, price: 30_000 });
    const first = await change(`products/${id}`, { price: 45_000, version });
    expect(first).toMatchObject({ status: 200, body: { product: { price: 45_000, version: version + 1 } } });
    const late = await change(`products/${id}`, { description: "Corrected", price, version });
    expect(late).toMatchObject({
      status: 409,
      body: { code: "STALE", current: { id, price: 45_000, version: version + 1 } },
    });
    const again = await change(`products/${id}`, { description: "Corrected", version: version + 1 });
    expect(again).toMatchObject({
      status: 200,
      body: { product: { description: "Corrected", price: 45_000, version: version + 2 } },
    });
  });

  it("loses nothing when it names none: only the fields that it has are written", async () => {
    const { id } = await newProduct({ stock: 1, price: 30_000, name: "Mug" });
    const answers = await Promise.all([
      change(`products/${id}`, { price: 45_000 }),
      change(`products/${id}`, { description: "Corrected" }),
      change(`products/${id}`, { nameKo: "머그" }),
    ]);
    expect(tally(answers)).toEqual({ "200": 3 });
    const { product } = AdminProductResult.parse((await change(`products/${id}`, { name: "Cup" })).body);
    expect(product).toMatchObject({ name: "Cup", price: 45_000, description: "Corrected", nameKo: "머그" });
    expect(product.version).toBe(5);
  });

  it("is granted to one of many admins who save at once", async () => {
    const { id, version } = await newProduct({ stock: 1 });
    const admins = Array.from({ length: ADMINS }, (_, index) => index);
    const answers = await allAtOnce(admins, (index) =>
      change(`products/${id}`, { price: 2_000 + index, version }),
    );
    expect(tally(answers)).toEqual({ "200": 1, "409 STALE": ADMINS - 1 });
  });

  it("stays good while stock moves and shoppers buy: those overwrite nothing", async () => {
    const { id, version } = await newProduct({ stock: 5 });
    const shopper = await newShopper(10_000);
    expect((await change(`products/${id}`, { stockDelta: 3, reason: "Found" })).status).toBe(200);
    expect((await shopper.post("/api/checkout", { items: [{ productId: id, quantity: 1 }] })).status).toBe(
      201,
    );
    expect(await change(`products/${id}`, { price: 2_000, version })).toMatchObject({
      status: 200,
      body: { product: { version: version + 1, stock: 7 } },
    });
  });

  it("moves no stock when it is refused", async () => {
    const { id, version } = await newProduct({ stock: 5 });
    await change(`products/${id}`, { price: 2_000, version });
    const late = await change(`products/${id}`, { stockDelta: 4, reason: "Found", version });
    expect(late).toMatchObject({ status: 409, body: { code: "STALE", current: { stock: 5 } } });
  });

  it.each([0, -1, 1.5, "1", null, 3_000_000_000])("takes no version such as %j", async (version) => {
    const { id } = await newProduct({ stock: 1 });
    expect(await change(`products/${id}`, { price: 2_000, version })).toMatchObject({
      status: 400,
      body: { code: "VALIDATION" },
    });
  });

  it("needs something to change beside the version", async () => {
    const { id, version } = await newProduct({ stock: 1 });
    expect((await change(`products/${id}`, { version })).body).toMatchObject({ code: "VALIDATION" });
  });
});

describe("a change of a coupon that names its version", () => {
  it("is refused when the coupon was changed meanwhile, and tells what it is now", async () => {
    const { id, version } = await newCoupon({ totalQuantity: 10 });
    expect(await change(`coupons/${id}`, { totalQuantity: 20, version })).toMatchObject({
      status: 200,
      body: { coupon: { totalQuantity: 20, version: version + 1 } },
    });
    const late = await change(`coupons/${id}`, { name: "Late", totalQuantity: 10, version });
    expect(late).toMatchObject({
      status: 409,
      body: { code: "STALE", current: { id, totalQuantity: 20, version: version + 1 } },
    });
    expect(await change(`coupons/${id}`, { name: "Late" })).toMatchObject({
      status: 200,
      body: { coupon: { name: "Late", totalQuantity: 20, version: version + 2 } },
    });
  });

  it("stays good while shoppers claim, and ends when the coupon is archived", async () => {
    const { id, version } = await newCoupon({ totalQuantity: 10 });
    const shopper = await newShopper(0);
    expect((await shopper.post(`/api/coupons/${id}/claim`)).status).toBe(201);
    const named = await change(`coupons/${id}`, { name: "Claimed", version });
    expect(named.status).toBe(200);
    expect((await (await theAdmin()).send("DELETE", `/api/admin/coupons/${id}`)).status).toBe(204);
    expect((await change(`coupons/${id}`, { name: "Gone", version: version + 1 })).body).toMatchObject({
      code: "STALE",
      current: { archivedAt: expect.any(String) },
    });
  });
});

describe("If-Match", () => {
  it("takes the entity tag that every answer about one product or coupon carries", async () => {
    const { id, version } = await newProduct({ stock: 1 });
    const first = await change(`products/${id}`, { price: 2_000 }, { "if-match": `"${version}"` });
    expect(first.status).toBe(200);
    expect(first.headers.get("etag")).toBe(`"${version + 1}"`);
    const late = await change(`products/${id}`, { price: 3_000 }, { "if-match": `"${version}"` });
    expect(late.body).toMatchObject({ code: "STALE", current: { version: version + 1 } });
  });

  it.each([
    ["*", 200],
    ['"1"', 200],
    ['"7", "1"', 200],
    ['W/"1"', 409],
    ['"another"', 409],
    ["1", 400],
    ["no tag", 400],
  ])("%s on the first version is answered %i", async (tag, status) => {
    const { id } = await newCoupon({ totalQuantity: 1 });
    const answer = await change(`coupons/${id}`, { name: "Tagged" }, { "if-match": tag });
    expect(answer.status).toBe(status);
  });

  it("has to fit together with a version in the body", async () => {
    const { id, version } = await newProduct({ stock: 1 });
    const answer = await change(`products/${id}`, { price: 2_000, version }, { "if-match": '"9"' });
    expect(answer.body).toMatchObject({ code: "STALE" });
  });
});

describe("a page that names its account", () => {
  it("is refused everywhere once another account is signed in, and nothing is done", async () => {
    const [mine, theirs] = [await newShopper(5_000), await newShopper(5_000)];
    const { id } = await newProduct({ stock: 1 });
    const named = { "x-account": mine.id };
    const body = { items: [{ productId: id, quantity: 1 }] };
    const asked: [Caller, number][] = [
      [theirs, 409],
      [mine, 201],
    ];
    for (const [caller, status] of asked) {
      expect((await caller.post("/api/checkout", body, named)).status).toBe(status);
    }
    expect((await theirs.post("/api/points/top-up", { amount: 100 }, named)).body).toMatchObject({
      code: "ACCOUNT_CHANGED",
    });
    expect((await theirs.get("/api/points", named)).body).toMatchObject({ code: "ACCOUNT_CHANGED" });
    expect((await theirs.get("/api/points")).body).toEqual({ balance: 5_000 });
  });
});
