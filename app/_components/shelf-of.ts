import type { Product } from "#lib/catalog/schema.ts";

/** What a live leaf needs of a product; the rest would travel in the page twice. */
export const shelfOf = ({ id, stock, saleStartsAt }: Product) => ({ id, stock, saleStartsAt });
