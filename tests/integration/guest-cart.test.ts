import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "#db/client.ts";
import { changeGuestCart } from "#lib/cart/change-guest-cart.ts";
import { lineText, parseLines } from "#lib/cart/line-text.ts";
import { mergeGuestCart } from "#lib/cart/merge-guest-cart.ts";
import { putBack } from "#lib/cart/put-back.ts";
import { listCart } from "#lib/cart/queries.ts";
import { readGuestCart } from "#lib/cart/read-guest-cart.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import { newProduct } from "#tests/support/goods.ts";
import { newShopper } from "#tests/support/people.ts";
import { formWith, PlainBrowser } from "#tests/support/plain-browser.ts";

const TABS = 8;

type Product = Awaited<ReturnType<typeof newProduct>>;

afterAll(closeDatabase);

const inTabs = <T>(act: (tab: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: TABS }, (_, tab) => act(tab)));

async function add(browser: PlainBrowser, { slug }: Product, quantity: number): Promise<void> {
  const path = `/products/${slug}`;
  await browser.post(path, formWith(await browser.open(path), "productId"), { quantity: `${quantity}` });
}

/** How many of a product the cart's page shows; 0 for none. */
async function shownOf(browser: PlainBrowser, { id }: Product): Promise<number> {
  const page = await browser.open("/cart");
  return page.includes(`quantity:${id}`) ? Number(formWith(page, `quantity:${id}`)[`quantity:${id}`]) : 0;
}

const withOneMore = (productId: string) => (lines: readonly CartLine[]) =>
  parseLines([...lines, { productId, quantity: 1 }].map(lineText));

describe("a guest's cart in two tabs", () => {
  it("holds what both put in at the same moment", async () => {
    const [kept, ...products] = await Promise.all(
      Array.from({ length: TABS + 1 }, () => newProduct({ stock: 20 })),
    );
    const browser = new PlainBrowser();
    if (kept) await add(browser, kept, 2);
    // Each tab leaves with the cookie of before.
    const tabs = products.map(() => browser.copy());
    await Promise.all(products.map((product, tab) => add(tabs[tab] ?? browser, product, 1)));
    for (const tab of tabs.slice(0, 2))
      for (const product of products) expect(await shownOf(tab, product)).toBe(1);
    if (kept) expect(await shownOf(browser, kept)).toBe(2);
  });

  it("counts the steps of both", async () => {
    const product = await newProduct({ stock: 50 });
    const browser = new PlainBrowser();
    await add(browser, product, 1);
    const form = formWith(await browser.open("/cart"), `quantity:${product.id}`);
    await inTabs(() => browser.copy().post("/cart", form, { act: `step:${product.id}:1` }));
    expect(await shownOf(browser, product)).toBe(TABS + 1);
  });

  it("keeps what one puts in while the other takes the last line out", async () => {
    const [old, added] = [await newProduct({ stock: 20 }), await newProduct({ stock: 20 })];
    const browser = new PlainBrowser();
    await add(browser, old, 1);
    const [putting, emptying] = [browser.copy(), browser.copy()];
    const form = formWith(await emptying.open("/cart"), `quantity:${old.id}`);
    await Promise.all([add(putting, added, 1), emptying.post("/cart", form, { act: `set:${old.id}:0` })]);
    for (const tab of [putting, emptying]) {
      expect(await shownOf(tab, old)).toBe(0);
      expect(await shownOf(tab, added)).toBe(1);
    }
  });

  it("gets a removed line back once, however often that is sent", async () => {
    const product = await newProduct({ stock: 20 });
    const browser = new PlainBrowser();
    await add(browser, product, 3);
    const form = formWith(await browser.open("/cart"), `quantity:${product.id}`);
    const removed = await browser.post("/cart", form, { act: `set:${product.id}:0` });
    const act = `put:${product.id}:3`;
    expect(removed).toContain(act);
    const again = formWith(removed, "act");
    await inTabs(() => browser.copy().post("/cart", again, { act }));
    expect(await shownOf(browser, product)).toBe(3);
  });

  it("loses no change to a sign-in at the same moment", async () => {
    const { id: userId } = await newShopper(0);
    const { id: productId } = await newProduct({ stock: 20 });
    const cart = { id: randomUUID(), lines: [{ productId, quantity: 1 }] };
    const [, ...changed] = await Promise.all([
      mergeGuestCart(userId, cart),
      ...Array.from({ length: TABS }, () => changeGuestCart(cart, withOneMore(productId))),
    ]);
    const inAccount = (await listCart(userId))[0]?.quantity ?? 0;
    const others = changed.filter(({ id }) => id !== cart.id);
    const inOthers = others.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0);
    expect(inAccount + inOthers).toBe(TABS + 1);
    expect(await readGuestCart(cart)).toBeNull();
  });

  it("that only its cookie knows begins with what that says", async () => {
    const { id: productId } = await newProduct({ stock: 20 });
    const cart = { id: randomUUID(), lines: [{ productId, quantity: 4 }] };
    expect(await readGuestCart(cart)).toEqual(cart);
    const { before, lines } = await changeGuestCart(cart, withOneMore(productId));
    expect([before, lines]).toEqual([cart.lines, [{ productId, quantity: 5 }]]);
    // An older cookie of it changes nothing.
    expect(await readGuestCart(cart)).toEqual({ id: cart.id, lines });
  });
});

describe("a removed line that is put back", () => {
  it("is there once in an account's cart, however often it is sent", async () => {
    const { id } = await newShopper(0);
    const line = { productId: (await newProduct({ stock: 20 })).id, quantity: 3 };
    await inTabs(() => putBack(id, line));
    expect(await listCart(id)).toEqual([line]);
    await putBack(id, { ...line, quantity: 2 });
    expect(await listCart(id)).toEqual([line]);
    await putBack(id, { ...line, quantity: 7 });
    expect(await listCart(id)).toEqual([{ ...line, quantity: 7 }]);
  });
});
