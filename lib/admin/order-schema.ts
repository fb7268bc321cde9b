import { z } from "zod";
import { Order } from "#lib/orders/schema.ts";
import { Discount } from "#lib/values/discount.ts";
import { Instant } from "#lib/values/instant.ts";
import { PageQuery, pageOf } from "#lib/values/pagination.ts";
import { plainText } from "#lib/values/plain-text.ts";
import { SearchText } from "#lib/values/search-text.ts";
import { ShopDay } from "#lib/values/shop-day.ts";
import { LedgerRow } from "./ledger-row.ts";

/** The orders in which staff page through sales. */
export const ORDER_SORTS = ["newest", "oldest", "dearest", "cheapest"] as const;

/** What staff can ask of the orders. */
export const AdminOrderQuery = PageQuery.extend({
  q: SearchText.meta({
    description: "An order's number, its id or the beginning of it, or words of a shopper's name or e-mail",
  }),
  status: z.enum(["paid", "cancelled"]).optional(),
  userId: plainText(64).optional(),
  productId: plainText(64).optional(),
  couponId: plainText(64).optional(),
  from: ShopDay.optional().meta({ description: "From this day of the shop on" }),
  to: ShopDay.optional().meta({ description: "Up to this day of the shop, all of it" }),
  sort: z.enum(ORDER_SORTS).default("newest"),
});
export type AdminOrderQuery = z.infer<typeof AdminOrderQuery>;

const Buyer = z.object({ id: z.string(), name: z.string(), email: z.string() });

/** An order with its shopper. */
export const AdminOrder = Order.extend({ user: Buyer }).meta({ id: "AdminOrder" });
export type AdminOrder = z.infer<typeof AdminOrder>;

export const AdminOrderPage = pageOf(AdminOrder).meta({ id: "AdminOrderPage" });
export type AdminOrderPage = z.infer<typeof AdminOrderPage>;

/** Everything that is known of an order. */
export const OrderStory = z
  .object({
    order: AdminOrder,
    waitedMs: z.number().int().nonnegative().nullable().meta({ description: "In line for its products" }),
    coupon: z
      .object({ couponId: z.string(), name: z.string(), discount: Discount, usedAt: Instant.nullable() })
      .nullable(),
    ledger: z.array(LedgerRow),
    stock: z.array(
      z.object({ productId: z.string(), kind: z.string(), delta: z.number().int(), createdAt: Instant }),
    ),
    request: z
      .object({ key: z.string(), status: z.number().int(), createdAt: Instant, expiresAt: Instant })
      .nullable()
      .meta({
        description: "The Idempotency-Key under which it was placed, for the 24 hours that it is kept",
      }),
    cancelledBy: z
      .object({ name: z.string(), email: z.string(), reason: z.string(), at: Instant })
      .nullable()
      .meta({ description: "Which admin cancelled it, and why; null when its shopper did" }),
    refundFits: z
      .boolean()
      .meta({ description: "Whether the wallet could take the refund by the usual limit" }),
  })
  .meta({ id: "OrderStory" });
export type OrderStory = z.infer<typeof OrderStory>;

/** Why staff do what they do: kept in the admin audit log. */
export const Reason = z.strictObject({ reason: plainText(200) }).meta({ id: "Reason" });
export type Reason = z.infer<typeof Reason>;
