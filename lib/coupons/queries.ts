import { count, desc, eq, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { couponStock, coupons, userCoupons } from "#db/schema/index.ts";
import { tagPage } from "#lib/page-tags/page-tags.ts";
import { offsetOf, type PageQuery, toPage } from "#lib/values/pagination.ts";
import { couponDto, discountOf } from "./coupon-dto.ts";
import { type CouponPage, UserCoupon, type UserCouponPage } from "./schema.ts";

/** The database's clock, by which coupons open and end. */
const now = sql<Date>`now()`.mapWith(coupons.createdAt);

/** The shop's coupons: what can be claimed first, the newest before; then what opens soonest; then what is over. */
export async function listCoupons(query: PageQuery): Promise<CouponPage> {
  const rank = sql`case when ${coupons.endsAt} <= now() then 3
    when ${coupons.startsAt} > now() then 1
    when ${couponStock.issued} >= ${couponStock.quantity} then 2 else 0 end`;
  const [rows, counted] = await Promise.all([
    db()
      .select({ coupon: coupons, stock: couponStock, now })
      .from(coupons)
      .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
      .where(isNull(coupons.archivedAt))
      .orderBy(rank, sql`abs(extract(epoch from ${coupons.startsAt} - now()))`, desc(coupons.id))
      .limit(query.pageSize)
      .offset(offsetOf(query)),
    db().select({ total: count() }).from(coupons).where(isNull(coupons.archivedAt)),
  ]);
  tagPage(["lists"], ...rows.flatMap(({ coupon }) => [coupon.startsAt, coupon.endsAt]));
  const items = rows.map((row) => couponDto(row.coupon, row.stock, row.now));
  return toPage(items, counted, query);
}

/** The coupons in a shopper's hands, newest first. */
export async function listUserCoupons(userId: string, query: PageQuery): Promise<UserCouponPage> {
  const own = eq(userCoupons.userId, userId);
  const [rows, counted] = await Promise.all([
    db()
      .select({ held: userCoupons, coupon: coupons, now })
      .from(userCoupons)
      .innerJoin(coupons, eq(coupons.id, userCoupons.couponId))
      .where(own)
      .orderBy(desc(userCoupons.issuedAt), desc(userCoupons.id))
      .limit(query.pageSize)
      .offset(offsetOf(query)),
    db().select({ total: count() }).from(userCoupons).where(own),
  ]);
  const items = rows.map(({ held, coupon, now: at }) =>
    UserCoupon.parse({
      id: held.id,
      couponId: held.couponId,
      name: coupon.name,
      status: held.status === "issued" && held.expiresAt <= at ? "expired" : held.status,
      discount: discountOf(coupon),
      minOrder: coupon.minOrder,
      issuedAt: held.issuedAt.toISOString(),
      expiresAt: held.expiresAt.toISOString(),
      usedAt: held.usedAt?.toISOString() ?? null,
    }),
  );
  return toPage(items, counted, query);
}
