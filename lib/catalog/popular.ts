import type { Locale } from "#lib/values/locale.ts";
import { popularProducts } from "./popularity.ts";
import { getProductsByIds } from "./queries.ts";
import type { PopularProducts, PopularQuery } from "./schema.ts";

/** What sells best, by units, with the products themselves. */
export async function listPopular(query: PopularQuery, locale: Locale): Promise<PopularProducts> {
  const ranking = await popularProducts(query.period, query.limit);
  const products = await getProductsByIds(
    ranking.map(({ productId }) => productId),
    locale,
  );
  const byId = new Map(products.map((product) => [product.id, product]));
  return {
    items: ranking.flatMap(({ rank, sold, productId }) => {
      const product = byId.get(productId);
      return product ? [{ rank, sold, product }] : [];
    }),
  };
}
