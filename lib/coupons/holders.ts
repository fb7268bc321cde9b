import { and, eq, type SQL } from "drizzle-orm";
import { db } from "#db/client.ts";
import { orders, userCoupons, users } from "#db/schema/index.ts";
import { cutKeyset, keysetOf, type Order } from "#lib/keyset/keyset.ts";
import { CouponHolder, type CouponHolders, type HolderQuery } from "./schema.ts";

const ORDER: Order = {
  name: "claimed",
  by: userCoupons.issuedAt,
  id: userCoupons.id,
  type: "timestamptz",
  descending: true,
};

/**
 * The holders of a coupon, newest first, and the orders that it was used for.
 * @throws DomainError VALIDATION for a cursor that is not ours.
 */
export async function listHolders(couponId: string, query: HolderQuery): Promise<CouponHolders> {
  const keyset = keysetOf(ORDER, query);
  const isOf: SQL | undefined = and(
    eq(userCoupons.couponId, couponId),
    query.status ? eq(userCoupons.status, query.status) : undefined,
  );
  const found = await db()
    .select({
      held: userCoupons,
      user: { id: users.id, name: users.name, email: users.email },
      orderId: orders.id,
    })
    .from(userCoupons)
    .innerJoin(users, eq(users.id, userCoupons.userId))
    .leftJoin(orders, and(eq(orders.userCouponId, userCoupons.id), eq(orders.status, "paid")))
    .where(and(isOf, keyset.where))
    .orderBy(...keyset.orderBy)
    .limit(query.limit + 1);
  const { rows, ...around } = cutKeyset(ORDER, found, query.limit, query, ({ held }) => [
    held.id,
    held.issuedAt.toISOString(),
  ]);
  const items = rows.map(({ held, user, orderId }) =>
    CouponHolder.parse({
      id: held.id,
      user,
      status: held.status,
      issuedAt: held.issuedAt.toISOString(),
      expiresAt: held.expiresAt.toISOString(),
      usedAt: held.usedAt?.toISOString() ?? null,
      orderId,
    }),
  );
  return { items, ...around };
}
