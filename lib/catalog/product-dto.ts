import type { productStock, products } from "#db/schema/index.ts";
import { inLanguage, type Locale } from "#lib/values/locale.ts";
import { pictureAddress } from "./picture-address.ts";
import { Product } from "./schema.ts";

/** A product's row with what is left of it. */
export type ProductRow = Omit<typeof products.$inferSelect, "searchText"> & {
  stock: (typeof productStock.$inferSelect)["quantity"];
};

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
    imageUrl: pictureAddress(row.imageUrl),
    saleStartsAt: row.saleStartsAt?.toISOString() ?? null,
  });
}
