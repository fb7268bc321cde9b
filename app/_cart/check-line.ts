import type { Product } from "#lib/catalog/schema.ts";

/** A line of the cart as the shop can sell it now. */
export interface CheckedLine {
  readonly product: Product;
  /** How many were wanted. */
  readonly wanted: number;
  /** How many of them can be had now. */
  readonly quantity: number;
  /** Why it is not all of them. */
  readonly change: "gone" | "fewer" | "not-yet" | null;
}

/** Holds what is wanted against what is there. */
export function checkLine(product: Product, wanted: number, now: number): CheckedLine {
  const { stock, saleStartsAt } = product;
  if (saleStartsAt !== null && Date.parse(saleStartsAt) > now)
    return { product, wanted, quantity: 0, change: "not-yet" };
  if (stock === 0) return { product, wanted, quantity: 0, change: "gone" };
  if (stock < wanted) return { product, wanted, quantity: stock, change: "fewer" };
  return { product, wanted, quantity: wanted, change: null };
}
