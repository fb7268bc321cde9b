import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { isNotOfRush } from "#db/rush-rows.ts";
import { couponStock, coupons, productStock, products } from "#db/schema/index.ts";
import type { Overview } from "./schema.ts";

const LOW_STOCK = 12;
const SHOWN = 8;
const COUPONS_SHOWN = 5;

/** Published products with little stock left, the lowest first. */
export async function lowStock(): Promise<Overview["low"]> {
  return db()
    .select({ id: products.id, name: products.name, stock: productStock.quantity })
    .from(productStock)
    .innerJoin(products, eq(products.id, productStock.productId))
    .where(
      and(lte(productStock.quantity, LOW_STOCK), eq(products.status, "published"), isNotOfRush(products.id)),
    )
    .orderBy(asc(productStock.quantity), asc(products.name))
    .limit(SHOWN);
}

/** Coupons that open or end within a day, or of which less than a tenth is left. */
export async function couponsToMind(): Promise<Overview["coupons"]> {
  const left = sql`(${couponStock.quantity} - ${couponStock.issued})`.mapWith(Number);
  const day = sql`interval '1 day'`;
  const why = sql<"opens-soon" | "runs-out" | "ends-soon" | null>`case
    when ${coupons.startsAt} > now() then case when ${coupons.startsAt} < now() + ${day} then 'opens-soon' end
    when ${coupons.endsAt} <= now() then null
    when ${left} > 0 and ${left} * 10 < ${couponStock.quantity} then 'runs-out'
    when ${coupons.endsAt} < now() + ${day} then 'ends-soon' end`;
  const rows = await db()
    .select({
      id: coupons.id,
      name: coupons.name,
      startsAt: coupons.startsAt,
      endsAt: coupons.endsAt,
      left,
      why,
    })
    .from(coupons)
    .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
    .where(and(isNull(coupons.archivedAt), isNotOfRush(coupons.id), sql`${why} is not null`))
    .orderBy(asc(coupons.startsAt))
    .limit(COUPONS_SHOWN);
  return rows.flatMap(({ startsAt, endsAt, why: reason, ...coupon }) => {
    if (reason === null) return [];
    const at = reason === "opens-soon" ? startsAt : endsAt;
    return [{ ...coupon, why: reason, at: at.toISOString() }];
  });
}
