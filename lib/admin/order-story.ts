import { and, asc, desc, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import {
  adminAuditLog,
  coupons,
  idempotencyRecords,
  orders,
  stockMovements,
  userCoupons,
  users,
  WALLET_LIMIT,
  wallets,
} from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { orderDto } from "#lib/orders/order-dto.ts";
import { linesOf } from "#lib/orders/queries.ts";
import { discountOf } from "#lib/values/discount.ts";
import { ledgerOfOrder } from "./ledger.ts";
import { OrderStory } from "./order-schema.ts";

/**
 * Everything that is known of an order, of any shopper.
 * @throws DomainError ORDER_NOT_FOUND
 */
export async function getOrderStory(orderId: string): Promise<OrderStory> {
  const [found] = await db()
    .select({
      order: orders,
      user: { id: users.id, name: users.name, email: users.email },
      balance: wallets.balance,
    })
    .from(orders)
    .innerJoin(users, eq(users.id, orders.userId))
    .leftJoin(wallets, eq(wallets.userId, orders.userId))
    .where(eq(orders.id, orderId));
  if (!found) throw new DomainError("ORDER_NOT_FOUND", "There is no such order.");
  const { order, user, balance } = found;
  const [lines, ledger, stock, coupon, request, cancelledBy] = await Promise.all([
    linesOf(db(), [orderId]),
    ledgerOfOrder(orderId),
    stockOf(orderId),
    couponOf(order.userCouponId),
    requestOf(order.userId, orderId),
    cancelledByOf(orderId),
  ]);
  return OrderStory.parse({
    order: { ...orderDto(order, lines, "en"), user },
    waitedMs: order.waitedMs,
    coupon,
    ledger,
    stock,
    request,
    cancelledBy,
    refundFits: (balance ?? 0) + order.total <= WALLET_LIMIT,
  });
}

async function stockOf(orderId: string) {
  const rows = await db()
    .select()
    .from(stockMovements)
    .where(eq(stockMovements.orderId, orderId))
    .orderBy(asc(stockMovements.id));
  return rows.map(({ productId, kind, delta, createdAt }) => ({
    productId,
    kind,
    delta,
    createdAt: createdAt.toISOString(),
  }));
}

async function couponOf(userCouponId: string | null) {
  if (userCouponId === null) return null;
  const [row] = await db()
    .select({ coupon: coupons, usedAt: userCoupons.usedAt })
    .from(userCoupons)
    .innerJoin(coupons, eq(coupons.id, userCoupons.couponId))
    .where(eq(userCoupons.id, userCouponId));
  if (!row) return null;
  const { coupon, usedAt } = row;
  const discount = discountOf(coupon);
  return { couponId: coupon.id, name: coupon.name, discount, usedAt: usedAt?.toISOString() ?? null };
}

/** The kept answer that tells of this order: a shopper has few, all of one day. */
async function requestOf(userId: string, orderId: string) {
  const { key, status, body, createdAt, expiresAt, route } = idempotencyRecords;
  const [row] = await db()
    .select({ key, status, createdAt, expiresAt })
    .from(idempotencyRecords)
    .where(
      and(
        eq(idempotencyRecords.userId, userId),
        eq(route, "/api/checkout"),
        sql`strpos(${body}, ${`"id":"${orderId}"`}) > 0`,
      ),
    )
    .limit(1);
  if (!row) return null;
  return { ...row, createdAt: row.createdAt.toISOString(), expiresAt: row.expiresAt.toISOString() };
}

async function cancelledByOf(orderId: string) {
  const [row] = await db()
    .select({
      name: users.name,
      email: users.email,
      reason: sql<string>`coalesce(${adminAuditLog.detail} ->> 'reason', '')`,
      at: adminAuditLog.createdAt,
    })
    .from(adminAuditLog)
    .innerJoin(users, eq(users.id, adminAuditLog.actorId))
    .where(and(eq(adminAuditLog.target, orderId), eq(adminAuditLog.action, "order.cancel")))
    .orderBy(desc(adminAuditLog.id))
    .limit(1);
  return row ? { ...row, at: row.at.toISOString() } : null;
}
