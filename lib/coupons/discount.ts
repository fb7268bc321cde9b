import type { Discount } from "./schema.ts";

/** What a coupon takes off a sum, in won: never more than the sum; a percentage is rounded down, then capped. */
export function discountFor(discount: Discount, subtotal: number): number {
  if (discount.type === "fixed") return Math.min(discount.value, subtotal);
  const share = Math.floor((subtotal * discount.value) / 100);
  return Math.min(share, discount.maxDiscount ?? share);
}
