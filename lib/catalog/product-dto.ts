import type { productStock, products } from "#db/schema/index.ts";
import type { Locale } from "#lib/values/locale.ts";
import { Product } from "./schema.ts";

/** A product's row with what is left of it. */
export type ProductRow = typeof products.$inferSelect & {
  stock: (typeof productStock.$inferSelect)["quantity"];
};

/** Text in the wanted language, or in English where it was not translated. */
export const inLanguage = (locale: Locale, english: string, korean: string | null): string =>
  locale === "ko" && korean ? korean : english;

/** A product as shoppers see it. */
export function productDto(row: ProductRow, locale: Locale): Product {
  return Product.parse({
    id: row.id,
    slug: row.slug,
    name: inLanguage(locale, row.name, row.nameKo),
    description: inLanguage(locale, row.description, row.descriptionKo),
    category: row.category,
    price: row.price,
    stock: row.stock,
    imageUrl: row.imageUrl,
    saleStartsAt: row.saleStartsAt?.toISOString() ?? null,
  });
}
