import { z } from "zod";
import { Order } from "#lib/orders/schema.ts";
import { MAX_LINES, MAX_QUANTITY } from "#lib/values/cart-limits.ts";
import { Id } from "#lib/values/identifier.ts";
import { Money } from "#lib/values/money.ts";

/** What a shopper wants to buy. A product that is named twice is bought with the sum of its quantities. */
export const CheckoutBody = z
  .strictObject({
    items: z
      .array(z.strictObject({ productId: Id, quantity: z.number().int().min(1).max(MAX_QUANTITY) }))
      .min(1, "The cart is empty")
      .max(MAX_LINES),
    userCouponId: Id.optional(),
    expectedTotal: Money.optional(),
  })
  .meta({ id: "CheckoutBody" });
export type CheckoutBody = z.infer<typeof CheckoutBody>;

/** The receipt and what is left in the wallet. */
export const CheckoutResult = z.object({ order: Order, balance: Money }).meta({ id: "CheckoutResult" });
export type CheckoutResult = z.infer<typeof CheckoutResult>;
