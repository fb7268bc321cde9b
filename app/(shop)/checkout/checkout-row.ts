import type { Product } from "#lib/catalog/schema.ts";

/** A line of the order as the shop sells it now. */
export interface CheckoutRow {
  readonly product: Pick<Product, "id" | "name" | "price" | "imageUrl">;
  readonly quantity: number;
}
