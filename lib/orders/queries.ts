import { and, asc, desc, eq, inArray, lt } from "drizzle-orm";
import { db, type Queryable } from "#db/client.ts";
import { orderLines, orders } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { cutHistory, decodeCursor } from "#lib/values/cursor.ts";
import type { Locale } from "#lib/values/locale.ts";
import type { CursorQuery } from "#lib/values/pagination.ts";
import { type OrderLineRow, orderDto } from "./order-dto.ts";
import { ORDER_KEY, type Order, type OrderHistory } from "./schema.ts";

/** The lines of these orders, in the order of the carts. */
export async function linesOf(from: Queryable, orderIds: string[]): Promise<OrderLineRow[]> {
  if (orderIds.length === 0) return [];
  return from
    .select()
    .from(orderLines)
    .where(inArray(orderLines.orderId, orderIds))
    .orderBy(asc(orderLines.orderId), asc(orderLines.lineNo));
}

/**
 * One order of this shopper.
 * @throws DomainError ORDER_NOT_FOUND, also for somebody else's order.
 */
export async function getOrder(userId: string, orderId: string, locale: Locale): Promise<Order> {
  const [order] = await db()
    .select()
    .from(orders)
    .where(and(eq(orders.id, orderId), eq(orders.userId, userId)));
  if (!order) throw new DomainError("ORDER_NOT_FOUND", "You have no such order.");
  return orderDto(order, await linesOf(db(), [orderId]), locale);
}

/**
 * The shopper's orders, newest first: ids sort by time.
 * @throws DomainError VALIDATION for a cursor that is not ours.
 */
export async function listOrders(
  userId: string,
  { cursor, limit }: CursorQuery,
  locale: Locale,
): Promise<OrderHistory> {
  const before = cursor === undefined ? undefined : decodeCursor(cursor, ORDER_KEY);
  const rows = await db()
    .select()
    .from(orders)
    .where(and(eq(orders.userId, userId), before === undefined ? undefined : lt(orders.id, before)))
    .orderBy(desc(orders.id))
    .limit(limit + 1);
  const { items, nextCursor } = cutHistory(rows, limit, (row) => row.id);
  const lines = await linesOf(
    db(),
    items.map(({ id }) => id),
  );
  return {
    items: items.map((order) =>
      orderDto(
        order,
        lines.filter(({ orderId }) => orderId === order.id),
        locale,
      ),
    ),
    nextCursor,
  };
}
