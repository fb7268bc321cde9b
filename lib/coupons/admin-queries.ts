import { count, desc, eq, sql } from "drizzle-orm";
import { db, type Queryable } from "#db/client.ts";
import { couponStock, coupons } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { offsetOf, type PageQuery, toPage } from "#lib/values/pagination.ts";
import { couponDto } from "./coupon-dto.ts";
import { AdminCoupon, type AdminCouponPage } from "./schema.ts";

const columns = { coupon: coupons, stock: couponStock, now: sql<Date>`now()`.mapWith(coupons.createdAt) };

type Row = { coupon: typeof coupons.$inferSelect; stock: typeof couponStock.$inferSelect; now: Date };

const adminDto = ({ coupon, stock, now }: Row): AdminCoupon =>
  AdminCoupon.parse({
    version: coupon.version,
    ...couponDto(coupon, stock, now, "en"),
    nameKo: coupon.nameKo,
    issued: stock.issued,
    archivedAt: coupon.archivedAt?.toISOString() ?? null,
    createdAt: coupon.createdAt.toISOString(),
  });

/** Every coupon of the shop, newest first, the archived ones too. */
export async function listAdminCoupons(query: PageQuery): Promise<AdminCouponPage> {
  const [rows, counted] = await Promise.all([
    db()
      .select(columns)
      .from(coupons)
      .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
      .orderBy(desc(coupons.createdAt), desc(coupons.id))
      .limit(query.pageSize)
      .offset(offsetOf(query)),
    db().select({ total: count() }).from(coupons),
  ]);
  return toPage(rows.map(adminDto), counted, query);
}

/**
 * One coupon as admins see it.
 * @throws DomainError COUPON_NOT_FOUND
 */
export async function getAdminCoupon(from: Queryable, couponId: string): Promise<AdminCoupon> {
  const [row] = await from
    .select(columns)
    .from(coupons)
    .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
    .where(eq(coupons.id, couponId));
  if (!row) throw new DomainError("COUPON_NOT_FOUND", "There is no such coupon.");
  return adminDto(row);
}
