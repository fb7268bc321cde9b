import { and, count, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { isNotOfRush } from "#db/rush-rows.ts";
import { couponStock, coupons, userCoupons } from "#db/schema/index.ts";
import { tagPage } from "#lib/page-tags/page-tags.ts";
import { discountOf } from "#lib/values/discount.ts";
import { inLanguage, type Locale } from "#lib/values/locale.ts";
import { offsetOf, type PageQuery, toPage } from "#lib/values/pagination.ts";
import { couponDto } from "./coupon-dto.ts";
import { type CouponPage, UserCoupon, type UserCouponPage } from "./schema.ts";

/** The database's clock, by which coupons open and end. */
const now = sql<Date>`now()`.mapWith(coupons.createdAt);

/** The shop's coupons: what can be claimed first, the newest before; then what opens soonest; then what is over. */
export async function listCoupons(query: PageQuery, locale: Locale): Promise<CouponPage> {
  const rank = sql`case when ${coupons.endsAt} <= now() then 3
    when ${coupons.startsAt} > now() then 1
    when ${couponStock.issued} >= ${couponStock.quantity} then 2 else 0 end`;
  const where = and(isNull(coupons.archivedAt), isNotOfRush(coupons.id));
  const [rows, counted] = await Promise.all([
    db()
      .select({ coupon: coupons, stock: couponStock, now })
      .from(coupons)
      .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
      .where(where)
      .orderBy(rank, sql`abs(extract(epoch from ${coupons.startsAt} - now()))`, desc(coupons.id))
      .limit(query.pageSize)
      .offset(offsetOf(query)),
    db().select({ total: count() }).from(coupons).where(where),
  ]);
  tagPage(["lists"], ...rows.flatMap(({ coupon }) => [coupon.startsAt, coupon.endsAt]));
  const items = rows.map((row) => couponDto(row.coupon, row.stock, row.now, locale));
  return toPage(items, counted, query);
}

/** What a shopper's coupon is at the database's clock: an issued one expires by itself. */
const statusNow = sql<
  UserCoupon["status"]
>`case when ${userCoupons.status} = 'issued' and ${userCoupons.expiresAt} <= now()
  then 'expired' else ${userCoupons.status} end`;

/** The coupons in a shopper's hands: those that can be used come first, used ones last; the newest before. */
export async function listUserCoupons(
  userId: string,
  query: PageQuery,
  locale: Locale,
): Promise<UserCouponPage> {
  const own = eq(userCoupons.userId, userId);
  const [rows, counted] = await Promise.all([
    db()
      .select({ held: userCoupons, coupon: coupons, status: statusNow })
      .from(userCoupons)
      .innerJoin(coupons, eq(coupons.id, userCoupons.couponId))
      .where(own)
      .orderBy(
        sql`array_position(array['issued', 'expired', 'used'], ${statusNow})`,
        desc(userCoupons.issuedAt),
        desc(userCoupons.id),
      )
      .limit(query.pageSize)
      .offset(offsetOf(query)),
    db().select({ total: count() }).from(userCoupons).where(own),
  ]);
  const items = rows.map(({ held, coupon, status }) =>
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
    }),
  );
  return toPage(items, counted, query);
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
