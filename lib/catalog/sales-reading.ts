import { and, eq, gte, lt, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { isNotOfRush } from "#db/rush-rows.ts";
import { orderLines, orders } from "#db/schema/index.ts";
import { dayBounds } from "#lib/values/shop-day.ts";

/** Events this young may still be on their way to Redis. */
const RECENT = sql`interval '2 minutes'`;

/** The units that each product sold on a day, in orders that stand. */
export async function readUnits(day: string): Promise<{ productId: string; units: number }[]> {
  const { from, to } = dayBounds(day);
  return db()
    .select({ productId: orderLines.productId, units: sql`sum(${orderLines.quantity})`.mapWith(Number) })
    .from(orders)
    .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
    .where(
      and(
        eq(orders.status, "paid"),
        gte(orders.createdAt, from),
        lt(orders.createdAt, to),
        isNotOfRush(orderLines.productId),
      ),
    )
    .groupBy(orderLines.productId);
}

/** The same with the ids of the recent events that it has seen, in one snapshot. */
export async function readDay(
  day: string,
): Promise<{ units: { productId: string; units: number }[]; seen: string[] }> {
  const { from, to } = dayBounds(day);
  const [reading] = await db().execute<{
    units: { productId: string; units: number }[] | null;
    seen: string[] | null;
  }>(sql`
    select
      (select json_agg(json_build_object('productId', product_id, 'units', units)) from (
        select product_id, sum(quantity)::int as units from ${orders} join ${orderLines} on order_id = ${orders.id}
        where status = 'paid' and created_at >= ${from.toISOString()} and created_at < ${to.toISOString()}
          and ${isNotOfRush(orderLines.productId)}
        group by product_id) as sold) as units,
      (select json_agg(event) from (
        select id || ':paid' as event from ${orders}
        where created_at >= ${from.toISOString()} and created_at < ${to.toISOString()}
          and (created_at > now() - ${RECENT} or cancelled_at > now() - ${RECENT})
        union all
        select id || ':cancelled' from ${orders}
        where created_at >= ${from.toISOString()} and created_at < ${to.toISOString()}
          and cancelled_at > now() - ${RECENT}) as recent) as seen`);
  return { units: reading?.units ?? [], seen: reading?.seen ?? [] };
}
