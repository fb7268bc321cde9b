import type { orderLines, orders } from "#db/schema/index.ts";
import { inLanguage, type Locale } from "#lib/values/locale.ts";
import { Order } from "./schema.ts";

export type OrderRow = typeof orders.$inferSelect;
export type OrderLineRow = typeof orderLines.$inferSelect;

/** An order with its lines, as its shopper sees it. */
export function orderDto(order: OrderRow, lines: readonly OrderLineRow[], locale: Locale): Order {
  return Order.parse({
    id: order.id,
    status: order.status,
    items: lines.map((line) => ({
      productId: line.productId,
      name: inLanguage(locale, line.name, line.nameKo),
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      lineTotal: line.lineTotal,
    })),
    subtotal: order.subtotal,
    discount: order.discount,
    total: order.total,
    userCouponId: order.userCouponId,
    createdAt: order.createdAt.toISOString(),
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
  });
}
