import { sql } from "drizzle-orm";
import { products } from "#db/schema/index.ts";
import type { Order } from "#lib/keyset/keyset.ts";
import { popularProducts } from "./popularity.ts";
import type { ProductQuery } from "./schema.ts";

/** How many best sellers come first in the order "popular"; the rest follow by age. */
const POPULAR_FIRST = 200;

const { id, price, createdAt } = products;

/** The newest first, as the dashboard lists them. */
export const NEWEST = { name: "newest", by: createdAt, id, type: "timestamptz", descending: true } as const;

const ORDERS = {
  newest: NEWEST,
  "price-asc": { name: "price-asc", by: price, id, type: "bigint", descending: false },
  "price-desc": { name: "price-desc", by: price, id, type: "bigint", descending: true },
} as const satisfies Record<Exclude<ProductQuery["sort"], "popular">, Order>;

/** The order of a sort. The ids of products sort by time: of two that are alike the newer is after the older. */
export const orderOf = async (sort: ProductQuery["sort"]): Promise<Order> =>
  sort === "popular" ? popularOrder() : ORDERS[sort];

/** By what was sold in a week, as a sum and not as a rank: what another product sells moves no product's place. */
async function popularOrder(): Promise<Order> {
  const ranking = await popularProducts("week", POPULAR_FIRST);
  const units = JSON.stringify(Object.fromEntries(ranking.map(({ productId, sold }) => [productId, sold])));
  const sold = sql`coalesce((${units}::text::jsonb ->> ${id})::bigint, 0)`;
  return { name: "popular", by: sold, id, type: "bigint", descending: true };
}
