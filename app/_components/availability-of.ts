import type { Product } from "#lib/catalog/schema.ts";

/** The fields of a product that a live part of the page needs; the rest would be sent twice. */
export const availabilityOf = ({ id, stock, saleStartsAt }: Product) => ({ id, stock, saleStartsAt });
