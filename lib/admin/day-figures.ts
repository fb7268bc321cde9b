import { and, count, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "#db/client.ts";
import { isNotOfRush } from "#db/rush-rows.ts";
import { orderLines, orders, pointLedger, userCoupons } from "#db/schema/index.ts";

/** From an instant on, and before another one where there is one. */
export interface Span {
  readonly from: Date;
  readonly to?: Date;
}

const within = (column: AnyPgColumn, { from, to }: Span): SQL | undefined =>
  and(gte(column, from), to ? lt(column, to) : undefined);

const sumOf = (column: AnyPgColumn) => sql`coalesce(sum(${column}), 0)`.mapWith(Number);

/** What a stretch of time came to, without simulated rushes. */
export async function figuresOf(span: Span) {
  const [[sold], [claimed], [added]] = await Promise.all([
    db()
      .select({ orders: count(), revenue: sumOf(orders.total) })
      .from(orders)
      .where(and(eq(orders.status, "paid"), within(orders.createdAt, span), isNotOfRush(orders.userId))),
    db()
      .select({ claims: count() })
      .from(userCoupons)
      .where(and(within(userCoupons.issuedAt, span), isNotOfRush(userCoupons.userId))),
    db()
      .select({ topUps: sumOf(pointLedger.amount) })
      .from(pointLedger)
      .where(
        and(
          eq(pointLedger.type, "charge"),
          within(pointLedger.createdAt, span),
          isNotOfRush(pointLedger.userId),
        ),
      ),
  ]);
  return {
    orders: sold?.orders ?? 0,
    revenue: sold?.revenue ?? 0,
    claims: claimed?.claims ?? 0,
    topUps: added?.topUps ?? 0,
  };
}

/** How many units a stretch of time sold. */
export async function unitsOf(span: Span): Promise<number> {
  const [sold] = await db()
    .select({ units: sumOf(orderLines.quantity) })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(and(eq(orders.status, "paid"), within(orders.createdAt, span), isNotOfRush(orders.userId)));
  return sold?.units ?? 0;
}
