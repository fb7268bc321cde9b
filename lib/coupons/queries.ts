import { and, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { isNotOfRush } from "#db/rush-rows.ts";
import { couponStock, coupons, userCoupons } from "#db/schema/index.ts";
import { readKeysetPage, toPage } from "#lib/keyset/read-keyset-page.ts";
import { tagPage } from "#lib/page-tags/page-tags.ts";
import { discountOf } from "#lib/values/discount.ts";
import { inLanguage, type Locale } from "#lib/values/locale.ts";
import type { PageQuery } from "#lib/values/pagination.ts";
import { couponDto } from "./coupon-dto.ts";
import { BY_STATE, BY_USE, statusNow } from "./coupon-orders.ts";
import { type CouponPage, UserCoupon, type UserCouponPage } from "./schema.ts";

/** The database's clock, by which coupons open and end. */
const now = sql<Date>`now()`.mapWith(coupons.createdAt);

/**
 * The shop's coupons: what can be claimed first, the newest before; then what opens soonest; then what is over.
 * @throws DomainError VALIDATION for a cursor of another list.
 */
export async function listCoupons(query: PageQuery, locale: Locale): Promise<CouponPage> {
  const where = and(isNull(coupons.archivedAt), isNotOfRush(coupons.id));
  const [found, counted] = await Promise.all([
    readKeysetPage(
      BY_STATE,
      query,
      (part) =>
        db()
          .select({ coupon: coupons, stock: couponStock, now, place: sql<string>`(${BY_STATE.by})::text` })
          .from(coupons)
          .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
          .where(and(where, part.where))
          .orderBy(...part.orderBy)
          .limit(part.limit)
          .offset(part.offset),
      ({ coupon, place }) => [coupon.id, place],
    ),
    db().select({ total: count() }).from(coupons).where(where),
  ]);
  tagPage(["lists"], ...found.rows.flatMap(({ coupon }) => [coupon.startsAt, coupon.endsAt]));
  return toPage(found, (row) => couponDto(row.coupon, row.stock, row.now, locale), counted, query);
}

/**
 * The coupons in a shopper's hands: those that can be used come first, used ones last; the newest before.
 * @throws DomainError VALIDATION for a cursor of another list.
 */
export async function listUserCoupons(
  userId: string,
  query: PageQuery,
  locale: Locale,
): Promise<UserCouponPage> {
  const own = eq(userCoupons.userId, userId);
  const [found, counted] = await Promise.all([
    readKeysetPage(
      BY_USE,
      query,
      (part) =>
        db()
          .select({
            held: userCoupons,
            coupon: coupons,
            status: statusNow,
            place: sql<string>`(${BY_USE.by})::text`,
          })
          .from(userCoupons)
          .innerJoin(coupons, eq(coupons.id, userCoupons.couponId))
          .where(and(own, part.where))
          .orderBy(...part.orderBy)
          .limit(part.limit)
          .offset(part.offset),
      ({ held, place }) => [held.id, place],
    ),
    db().select({ total: count() }).from(userCoupons).where(own),
  ]);
  const itemOf = ({ held, coupon, status }: (typeof found.rows)[number]) =>
    UserCoupon.parse({
      id: held.id,
      couponId: held.couponId,
      name: inLanguage(locale, coupon.name, coupon.nameKo),
      status,
      discount: discountOf(coupon),
      minOrder: coupon.minOrder,
      issuedAt: held.issuedAt.toISOString(),
      expiresAt: held.expiresAt.toISOString(),
      usedAt: held.usedAt?.toISOString() ?? null,
    });
  return toPage(found, itemOf, counted, query);
}

/** Which of these coupons the shopper has claimed, whatever became of them. */
export async function claimedAmong(userId: string, couponIds: string[]): Promise<ReadonlySet<string>> {
  if (couponIds.length === 0) return new Set();
  const rows = await db()
    .select({ couponId: userCoupons.couponId })
    .from(userCoupons)
    .where(and(eq(userCoupons.userId, userId), inArray(userCoupons.couponId, couponIds)));
  return new Set(rows.map(({ couponId }) => couponId));
}

/** How many coupons the shopper can use now. */
export async function countUsableCoupons(userId: string): Promise<number> {
  const [row] = await db()
    .select({ total: count() })
    .from(userCoupons)
    .where(and(eq(userCoupons.userId, userId), eq(statusNow, "issued")));
  return row?.total ?? 0;
}

const MOST_FOR_ORDER = 1_000;

/** What a shopper can choose from for an order: every coupon that can be used, then what has expired. */
export async function listCouponsForOrder(userId: string, locale: Locale): Promise<UserCoupon[]> {
  const { items } = await listUserCoupons(userId, { page: 1, pageSize: MOST_FOR_ORDER }, locale);
  return items.filter(({ status }) => status !== "used");
}
