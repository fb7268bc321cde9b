import { and, count, eq, type SQL, sql } from "drizzle-orm";
import { db, type Queryable } from "#db/client.ts";
import { isNotOfRush } from "#db/rush-rows.ts";
import { couponStock, coupons, userCoupons } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import type { Order } from "#lib/keyset/keyset.ts";
import { readKeysetPage, toPage } from "#lib/keyset/read-keyset-page.ts";
import { couponDto } from "./coupon-dto.ts";
import { AdminCoupon, type AdminCouponPage, type AdminCouponQuery } from "./schema.ts";

const columns = {
  coupon: coupons,
  stock: couponStock,
  used: sql`(select count(*) from ${userCoupons} where ${userCoupons.couponId} = ${coupons.id}
    and ${userCoupons.status} = 'used')`.mapWith(Number),
  now: sql<Date>`now()`.mapWith(coupons.createdAt),
};

type Row = {
  coupon: typeof coupons.$inferSelect;
  stock: typeof couponStock.$inferSelect;
  used: number;
  now: Date;
};

const adminDto = ({ coupon, stock, used, now }: Row): AdminCoupon =>
  AdminCoupon.parse({
    version: coupon.version,
    ...couponDto(coupon, stock, now, "en"),
    nameKo: coupon.nameKo,
    issued: stock.issued,
    used,
    archivedAt: coupon.archivedAt?.toISOString() ?? null,
    createdAt: coupon.createdAt.toISOString(),
  });

/** What each state means at the database's clock; the archived ones are one of their own. */
const STATES: Record<NonNullable<AdminCouponQuery["state"]>, SQL> = {
  archived: sql`${coupons.archivedAt} is not null`,
  ended: sql`${coupons.archivedAt} is null and ${coupons.endsAt} <= now()`,
  scheduled: sql`${coupons.archivedAt} is null and ${coupons.startsAt} > now()`,
  open: sql`${coupons.archivedAt} is null and ${coupons.startsAt} <= now() and ${coupons.endsAt} > now()
    and ${couponStock.issued} < ${couponStock.quantity}`,
  "sold-out": sql`${coupons.archivedAt} is null and ${coupons.startsAt} <= now() and ${coupons.endsAt} > now()
    and ${couponStock.issued} >= ${couponStock.quantity}`,
};

const NEWEST: Order = {
  name: "newest",
  by: coupons.createdAt,
  id: coupons.id,
  type: "timestamptz",
  descending: true,
};

/** Every coupon of the shop that fits, newest first, the archived ones too; not those of simulated rushes. */
export async function listAdminCoupons(query: AdminCouponQuery): Promise<AdminCouponPage> {
  const where = and(
    isNotOfRush(coupons.id),
    query.q ? isCalled(query.q) : undefined,
    query.state ? STATES[query.state] : undefined,
  );
  const joined = eq(couponStock.couponId, coupons.id);
  const [found, counted] = await Promise.all([
    readKeysetPage(
      NEWEST,
      query,
      (part) =>
        db()
          .select(columns)
          .from(coupons)
          .innerJoin(couponStock, joined)
          .where(and(where, part.where))
          .orderBy(...part.orderBy)
          .limit(part.limit)
          .offset(part.offset),
      ({ coupon }) => [coupon.id, coupon.createdAt.toISOString()],
    ),
    db().select({ total: count() }).from(coupons).innerJoin(couponStock, joined).where(where),
  ]);
  return toPage(found, adminDto, counted, query);
}

/** Words of the name in either language; a shop has few coupons, so nothing is kept for the search. */
const isCalled = (q: string): SQL | undefined =>
  and(
    ...q.split(/\s+/).map(
      (word) => sql`strpos(fold_for_search(${coupons.name} || ' ' || coalesce(${coupons.nameKo}, '')),
        (select fold_for_search(${word}))) > 0`,
    ),
  );

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
