import { z } from "zod";
import { Money } from "./money.ts";

/** What a coupon takes off: won, or a percentage with an optional cap in won. */
export const Discount = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("fixed"), value: z.number().int().positive() }),
    z.object({
      type: z.literal("percent"),
      value: z.number().int().positive(),
      maxDiscount: Money.optional(),
    }),
  ])
  .meta({ id: "Discount" });
export type Discount = z.infer<typeof Discount>;

/** A discount as the columns of a coupon's row. */
export interface DiscountColumns {
  readonly discountType: Discount["type"];
  readonly discountValue: number;
  readonly maxDiscount: number | null;
}

/** What a discount takes off a sum, in won: never more than the sum; a percentage is rounded down, then capped. */
export function discountFor(discount: Discount, subtotal: number): number {
  switch (discount.type) {
    case "fixed":
      return Math.min(discount.value, subtotal);
    case "percent": {
      const share = Math.floor((subtotal * discount.value) / 100);
      return Math.min(share, discount.maxDiscount ?? share);
    }
    default:
      return discount satisfies never;
  }
}

/** The discount of a coupon's row. */
export function discountOf({ discountType, discountValue: value, maxDiscount }: DiscountColumns): Discount {
  switch (discountType) {
    case "fixed":
      return { type: discountType, value };
    case "percent":
      return maxDiscount === null
        ? { type: discountType, value }
        : { type: discountType, value, maxDiscount };
    default:
      return discountType satisfies never;
  }
}

/** The columns of a discount. */
export function discountColumns(discount: Discount): DiscountColumns {
  const { type: discountType, value: discountValue } = discount;
  switch (discount.type) {
    case "fixed":
      return { discountType, discountValue, maxDiscount: null };
    case "percent":
      return { discountType, discountValue, maxDiscount: discount.maxDiscount ?? null };
    default:
      return discount satisfies never;
  }
}

/** The cap of a discount, where it has one. */
export const maxDiscountOf = (discount: Discount): number | undefined =>
  discountColumns(discount).maxDiscount ?? undefined;
