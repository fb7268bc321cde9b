import type { ProductQuery } from "#lib/catalog/schema.ts";

/** What the catalogue is asked for; what is left out is not asked. */
export type Asked = {
  readonly [Name in keyof Omit<ProductQuery, "pageSize">]?: ProductQuery[Name] | undefined;
};

/** The address of a catalogue page: all of its state, and nothing that goes without saying. */
export function catalogueAddress(asked: Asked): string {
  const { q, category, minPrice, maxPrice, sort, inStock, page, cursor, before } = asked;
  const entries = Object.entries({
    q,
    category,
    minPrice: minPrice?.toString(),
    maxPrice: maxPrice?.toString(),
    sort: sort === "popular" ? undefined : sort,
    inStock: inStock ? "true" : undefined,
    page: page === undefined || page === 1 ? undefined : page.toString(),
    cursor,
    before,
  });
  const search = new URLSearchParams(entries.flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return search.size > 0 ? `/products?${search}` : "/products";
}
