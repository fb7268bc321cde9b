import { z } from "zod";
import { Instant } from "#lib/values/instant.ts";
import { Money } from "#lib/values/money.ts";
import { cursorQuery, historyOf } from "#lib/values/pagination.ts";

export const OrderLine = z.object({
  productId: z.string(),
  name: z.string(),
  quantity: z.number().int().positive(),
  unitPrice: Money,
  lineTotal: Money,
});

/** An order as its shopper sees it. */
export const Order = z
  .object({
    id: z.string(),
    status: z.enum(["paid", "cancelled"]),
    items: z.array(OrderLine),
    subtotal: Money,
    discount: Money,
    total: Money,
    userCouponId: z.string().nullable(),
    createdAt: Instant,
    cancelledAt: Instant.nullable(),
  })
  .meta({ id: "Order" });
export type Order = z.infer<typeof Order>;

export const OrderResult = z.object({ order: Order }).meta({ id: "OrderResult" });
/** The id of an order, as a cursor holds it. */
export const ORDER_KEY = /^[0-9a-f-]{36}$/;
export const OrderHistoryQuery = cursorQuery(ORDER_KEY);
export const OrderHistory = historyOf(Order).meta({ id: "OrderHistory" });
export type OrderHistory = z.infer<typeof OrderHistory>;

export const CancelResult = z.object({ order: Order, balance: Money }).meta({ id: "CancelResult" });
export type CancelResult = z.infer<typeof CancelResult>;
