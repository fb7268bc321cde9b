import type { CartLine } from "#lib/values/cart-line.ts";

/** A guest's cart: what is in it, and the name by which it is merged once. */
export interface GuestCart {
  readonly id: string;
  readonly lines: readonly CartLine[];
}
