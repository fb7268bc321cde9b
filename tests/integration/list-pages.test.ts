import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { AdminProductPage, ProductPage } from "#lib/catalog/schema.ts";
import { AdminCouponPage, CouponPage, UserCouponPage } from "#lib/coupons/schema.ts";
import { encodeCursor } from "#lib/values/cursor.ts";
import type { Caller } from "#tests/support/api.ts";
import { visitor } from "#tests/support/api.ts";
import { newCoupon, newProduct } from "#tests/support/goods.ts";
import { newShopper, theAdmin } from "#tests/support/people.ts";

type Page = {
  items: { id: string }[];
  total: number;
  nextCursor: string | null;
  previousCursor: string | null;
};

/** So many pages no test has to read. */
const MOST_PAGES = 2_000;

const newWord = () =>
  `w${randomUUID()
    .replace(/[^a-f]/g, "x")
    .slice(0, 12)}`;
const idsOf = (page: Page) => page.items.map(({ id }) => id);

/** Reads a list through by its cursors; `between` happens after the first page. Answers the pages' ids. */
async function readThrough(
  caller: Caller,
  schema: z.ZodType<Page>,
  path: string,
  between: (first: string[]) => Promise<unknown>,
): Promise<string[][]> {
  const read = async (place = "") => schema.parse((await caller.get(`${path}${place}`)).body);
  const first = await read();
  const pages = [idsOf(first)];
  await between(idsOf(first));
  let { nextCursor } = first;
  while (nextCursor !== null && pages.length < MOST_PAGES) {
    const next: Page = await read(`&cursor=${nextCursor}`);
    pages.push(idsOf(next));
    // The way back leads to what stood before, whatever came in meanwhile.
    if (pages.length === 2 && pages[0]?.length === 2) {
      const back = await read(`&before=${next.previousCursor}`);
      expect(pages[0].filter((id) => !idsOf(back).includes(id)).length).toBeLessThanOrEqual(1);
    }
    ({ nextCursor } = next);
  }
  return pages;
}

/** How often each of these is on the pages. */
const times = (pages: readonly string[][], ids: readonly string[]) =>
  ids.map((id) => pages.flat().filter((other) => other === id).length);

async function fiveProducts(word: string) {
  const made: string[] = [];
  for (const price of [300, 100, 200, 200, 400])
    made.push((await newProduct({ stock: 100, price, name: `${word} of ${price}` })).id);
  return made;
}

describe("a list that is read through page after page", () => {
  it.each(["newest", "price-asc", "price-desc", "popular"])(
    "of products by %s holds each once, though some come and go meanwhile",
    async (sort) => {
      const [word, admin, buyer] = [newWord(), await theAdmin(), await newShopper(10_000)];
      const made = await fiveProducts(word);
      const buy = (productId: string, quantity: number) =>
        buyer.post("/api/checkout", { items: [{ productId, quantity }] });
      expect((await buy(made[1] ?? "", 3)).status).toBe(201);
      const gone: string[] = [];
      const path = `/api/products?q=${word}&sort=${sort}&pageSize=2`;
      const pages = await readThrough(visitor, ProductPage, path, async ([seen = ""]) => {
        gone.push(seen);
        // One comes in before what was read, and one of what was read goes and would pull the rest up.
        await newProduct({ stock: 1, price: sort === "price-desc" ? 900 : 1, name: `${word} late` });
        expect(
          (await admin.send("PATCH", `/api/admin/products/${seen}`, { status: "archived" })).status,
        ).toBe(200);
      });
      expect(times(pages, made)).toEqual([1, 1, 1, 1, 1]);
      expect(gone).toHaveLength(1);
    },
  );

  it("by its numbers alone would repeat one: the negative control", async () => {
    const word = newWord();
    const made = await fiveProducts(word);
    const read = async (page: number) => {
      const path = `/api/products?q=${word}&sort=newest&pageSize=2&page=${page}`;
      return idsOf(ProductPage.parse((await visitor.get(path)).body));
    };
    const first = await read(1);
    await newProduct({ stock: 1, name: `${word} late` });
    expect(times([first, await read(2), await read(3)], made)).toContain(2);
  });

  it("of staff's products and coupons holds each once", async () => {
    const [word, admin] = [newWord(), await theAdmin()];
    const products = await fiveProducts(word);
    const coupons: string[] = [];
    for (let count = 0; count < 5; count += 1)
      coupons.push((await newCoupon({ totalQuantity: 5, name: `${word} ${count}` })).id);
    const ofProducts = await readThrough(
      admin,
      AdminProductPage,
      `/api/admin/products?q=${word}&pageSize=2`,
      () => newProduct({ stock: 1, name: `${word} late` }),
    );
    const ofCoupons = await readThrough(
      admin,
      AdminCouponPage,
      `/api/admin/coupons?q=${word}&pageSize=2`,
      () => newCoupon({ totalQuantity: 1, name: `${word} late` }),
    );
    expect(times(ofProducts, products)).toEqual([1, 1, 1, 1, 1]);
    expect(times(ofCoupons, coupons)).toEqual([1, 1, 1, 1, 1]);
  });

  it("of coupons holds each once, the shop's and one's own", async () => {
    const shopper = await newShopper(0);
    const made = await Promise.all([1, 2, 3, 4].map(() => newCoupon({ totalQuantity: 9 })));
    const ids = made.map(({ id }) => id);
    for (const id of ids) await shopper.post(`/api/coupons/${id}/claim`);
    const late = await newCoupon({ totalQuantity: 9, startsAt: new Date(Date.now() - 1_000).toISOString() });
    const all = await readThrough(visitor, CouponPage, "/api/coupons?pageSize=20", () =>
      newCoupon({ totalQuantity: 9, startsAt: new Date(Date.now() - 500).toISOString() }),
    );
    expect(times(all, ids)).toEqual([1, 1, 1, 1]);
    const mine = await readThrough(shopper, UserCouponPage, "/api/me/coupons?pageSize=1", async () =>
      expect((await shopper.post(`/api/coupons/${late.id}/claim`)).status).toBe(201),
    );
    expect(mine.flat()).toHaveLength(4);
    expect(new Set(mine.flat()).size).toBe(4);
  });

  it("holds each once in the catalogue's own links too", async () => {
    const word = newWord();
    const made: string[] = [];
    for (let count = 0; count < 26; count += 1)
      made.push((await newProduct({ stock: 1, name: `${word} ${count}` })).slug);
    const open = async (path: string) => {
      const page = String((await visitor.get(path)).body);
      const slugs = [...page.matchAll(/href="\/products\/([^"?]+)"/g)].map(([, slug = ""]) => slug);
      const [, next] = /<a [^>]*rel="next"[^>]*href="([^"]+)"/.exec(page) ?? [];
      return { slugs: [...new Set(slugs)].filter((slug) => made.includes(slug)), next };
    };
    const first = await open(`/products?q=${word}&sort=newest`);
    expect(first.slugs).toHaveLength(24);
    await newProduct({ stock: 1, name: `${word} late` });
    const second = await open((first.next ?? "").replaceAll("&amp;", "&"));
    expect(second.slugs).toHaveLength(2);
    expect([...first.slugs, ...second.slugs].toSorted()).toEqual(made.toSorted());
  });

  it("takes no cursor of another order", async () => {
    const word = newWord();
    await fiveProducts(word);
    const path = `/api/products?q=${word}&pageSize=2`;
    const { nextCursor } = ProductPage.parse((await visitor.get(`${path}&sort=newest`)).body);
    for (const query of [
      `sort=price-asc&cursor=${nextCursor}`,
      "cursor=abc",
      `before=${nextCursor}x`,
      "cursor=",
    ])
      expect((await visitor.get(`${path}&${query}`)).body).toMatchObject({ status: 400, code: "VALIDATION" });
    for (const instant of [
      "2026-02-31T00:00:00.000Z",
      "0000-01-01T00:00:00.000Z",
      "2026-01-01T24:00:00.000Z",
    ]) {
      const cursor = encodeCursor(`newest|x|${instant}`);
      expect((await visitor.get(`${path}&sort=newest&cursor=${cursor}`)).status).toBe(400);
      expect((await (await theAdmin()).get(`/api/admin/users?cursor=${cursor}`)).status).toBe(400);
    }
    for (const query of [`sort=price-asc&cursor=${nextCursor}`, "cursor=abc", "before=%00"])
      expect((await visitor.get(`/products?q=${word}&${query}`)).status).toBe(200);
  });
});
