import { and, asc, count, eq, gte, lte, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { couponStock, coupons, orderLines, orders, productStock, products } from "#db/schema/index.ts";
import { locks } from "#lib/locking/locks.ts";
import { dayBounds, shopDay } from "#lib/values/shop-day.ts";
import { latestOrders } from "./list-orders.ts";
import { Overview } from "./schema.ts";

const LOW_STOCK = 12;
const SHOWN = 8;

/** The shop at a glance: what was sold on the shop's day, who waits, what runs low, what is open. */
export async function readOverview(): Promise<Overview> {
  const { from } = dayBounds(shopDay(new Date()));
  const today = and(eq(orders.status, "paid"), gte(orders.createdAt, from));
  const [[sums], [units], low, [open], latest, waiting] = await Promise.all([
    db()
      .select({ orders: count(), revenue: sql`coalesce(sum(${orders.total}), 0)`.mapWith(Number) })
      .from(orders)
      .where(today),
    db()
      .select({ units: sql`coalesce(sum(${orderLines.quantity}), 0)`.mapWith(Number) })
      .from(orders)
      .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
      .where(today),
    db()
      .select({ id: products.id, name: products.name, stock: productStock.quantity })
      .from(productStock)
      .innerJoin(products, eq(products.id, productStock.productId))
      .where(lte(productStock.quantity, LOW_STOCK))
      .orderBy(asc(productStock.quantity), asc(products.name))
      .limit(SHOWN),
    db()
      .select({ coupons: count() })
      .from(coupons)
      .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
      .where(
        sql`${coupons.archivedAt} is null and now() between ${coupons.startsAt} and ${coupons.endsAt}
          and ${couponStock.issued} < ${couponStock.quantity}`,
      ),
    latestOrders(SHOWN),
    countWaiting(),
  ]);
  return Overview.parse({
    orders: sums?.orders ?? 0,
    revenue: sums?.revenue ?? 0,
    units: units?.units ?? 0,
    openCoupons: open?.coupons ?? 0,
    waiting,
    low,
    latest,
  });
}

/** How many stand in line before products; nobody, as far as anybody can see, while Redis is away. */
async function countWaiting(): Promise<number> {
  const held = await locks()
    .inspect()
    .catch(() => []);
  return held
    .filter(({ key }) => key.startsWith("lock:product:"))
    .reduce((sum, { waiting }) => sum + waiting, 0);
}
