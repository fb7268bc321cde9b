import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase, db } from "#db/client.ts";
import { addToCart } from "#lib/cart/add-to-cart.ts";
import { mergeGuestCart } from "#lib/cart/merge-guest-cart.ts";
import { putLines } from "#lib/cart/put-lines.ts";
import { listCart } from "#lib/cart/queries.ts";
import { setQuantity } from "#lib/cart/set-quantity.ts";
import { stepQuantity } from "#lib/cart/step-quantity.ts";
import { takeBought } from "#lib/cart/take-bought.ts";
import { CheckoutResult } from "#lib/checkout/schema.ts";
import { MAX_LINES, MAX_QUANTITY } from "#lib/values/cart-limits.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";

const TABS = 10;

afterAll(closeDatabase);

async function newProducts(count: number): Promise<string[]> {
  const products = await Promise.all(Array.from({ length: count }, () => newProduct({ stock: 5 })));
  return products.map(({ id }) => id);
}

const everyTab = <T>(act: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: TABS }, act));

describe("a shopper's cart", () => {
  it("is filled, changed and emptied, in the order of putting", async () => {
    const { id } = await newShopper(0);
    const [first = "", second = ""] = await newProducts(2);
    expect(await addToCart(id, { productId: first, quantity: 1 })).toBe(true);
    expect(await addToCart(id, { productId: second, quantity: 2 })).toBe(true);
    expect(await addToCart(id, { productId: first, quantity: 2 })).toBe(true);
    expect(await listCart(id)).toEqual([
      { productId: first, quantity: 3 },
      { productId: second, quantity: 2 },
    ]);
    await setQuantity(id, { productId: first, quantity: 0 });
    await setQuantity(id, { productId: second, quantity: 7 });
    expect(await listCart(id)).toEqual([{ productId: second, quantity: 7 }]);
    await setQuantity(id, { productId: second, quantity: 0 });
    expect(await listCart(id)).toEqual([]);
  });

  it("counts every one of many clicks at once", async () => {
    const { id } = await newShopper(0);
    const [productId = ""] = await newProducts(1);
    await everyTab(() => addToCart(id, { productId, quantity: 1 }));
    expect(await listCart(id)).toEqual([{ productId, quantity: TABS }]);
  });

  it("holds what an order may hold, and no more, also when two tabs fill it at once", async () => {
    const { id } = await newShopper(0);
    const products = await newProducts(MAX_LINES + 4);
    const answers = await Promise.all(
      products.map((productId) => addToCart(id, { productId, quantity: MAX_QUANTITY })),
    );
    expect(answers.filter(Boolean)).toHaveLength(MAX_LINES);
    const held = await listCart(id);
    expect(held).toHaveLength(MAX_LINES);
    expect(await addToCart(id, { productId: held[0]?.productId ?? "", quantity: 1 })).toBe(true);
    expect((await listCart(id))[0]?.quantity).toBe(MAX_QUANTITY);
  });

  it("has no room for what is not in the shop", async () => {
    const { id } = await newShopper(0);
    expect(await addToCart(id, { productId: randomUUID(), quantity: 1 })).toBe(false);
    expect(await listCart(id)).toEqual([]);
  });
});

describe("a step in the cart", () => {
  it("counts from what is there, however many tabs press at once", async () => {
    const { id } = await newShopper(0);
    const { id: productId } = await newProduct({ stock: 50 });
    await addToCart(id, { productId, quantity: 1 });
    await everyTab(() => stepQuantity(id, productId, 1));
    expect(await listCart(id)).toEqual([{ productId, quantity: TABS + 1 }]);
    await setQuantity(id, { productId, quantity: 7 });
    expect(await stepQuantity(id, productId, 1)).toEqual({ before: 7, after: 8 });
  });

  it("goes no higher than the stock, and removes the line at 0", async () => {
    const { id } = await newShopper(0);
    const [productId = ""] = await newProducts(1);
    await addToCart(id, { productId, quantity: 5 });
    expect(await stepQuantity(id, productId, 1)).toEqual({ before: 5, after: 5 });
    await setQuantity(id, { productId, quantity: 1 });
    expect(await stepQuantity(id, productId, -1)).toEqual({ before: 1, after: 0 });
    expect(await listCart(id)).toEqual([]);
    expect(await stepQuantity(id, productId, 1)).toBeNull();
  });
});

describe("what was bought", () => {
  it("leaves the cart by quantity, once an order, and only its shopper's", async () => {
    const [shopper, other] = [await newShopper(50_000), await newShopper(0)];
    const [some = "", all = "", later = ""] = await newProducts(3);
    const items = [
      { productId: some, quantity: 2 },
      { productId: all, quantity: 1 },
    ];
    const { body } = await shopper.post("/api/checkout", { items });
    const { order } = CheckoutResult.parse(body);
    await addToCart(shopper.id, { productId: some, quantity: 5 });
    await addToCart(shopper.id, { productId: all, quantity: 1 });
    await addToCart(shopper.id, { productId: later, quantity: 1 });
    await addToCart(other.id, { productId: some, quantity: 5 });
    expect(await takeBought(other.id, order.id)).toBe(false);
    const taken = await everyTab(() => takeBought(shopper.id, order.id));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await listCart(shopper.id)).toEqual([
      { productId: some, quantity: 3 },
      { productId: later, quantity: 1 },
    ]);
    expect(await listCart(other.id)).toEqual([{ productId: some, quantity: 5 }]);
  });
});

describe("a guest's cart", () => {
  it("goes into the account on top of what is there, once, from however many tabs", async () => {
    const { id } = await newShopper(0);
    const [both = "", mine = "", theirs = ""] = await newProducts(3);
    await addToCart(id, { productId: both, quantity: 1 });
    await addToCart(id, { productId: mine, quantity: 1 });
    const lines = [both, theirs].map((productId) => ({ productId, quantity: 2 }));
    const cart = { id: randomUUID(), lines };
    const firsts = await everyTab(() => mergeGuestCart(id, cart));
    expect(firsts.filter(Boolean)).toHaveLength(1);
    expect(await listCart(id)).toEqual([
      { productId: both, quantity: 3 },
      { productId: mine, quantity: 1 },
      { productId: theirs, quantity: 2 },
    ]);
    await setQuantity(id, { productId: theirs, quantity: 0 });
    expect(await mergeGuestCart(id, cart)).toBe(false);
    expect(await listCart(id)).toHaveLength(2);
  });

  it("without the record of what was merged would go in once a tab", async () => {
    const { id } = await newShopper(0);
    const [productId = ""] = await newProducts(1);
    await everyTab(() => db().transaction((tx) => putLines(tx, id, [{ productId, quantity: 2 }])));
    expect(await listCart(id)).toEqual([{ productId, quantity: 2 * TABS }]);
  });
});
