import { asc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { isAnyOf } from "#db/row-set.ts";
import { coupons, userCoupons } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { type Discount, discountFor, discountOf } from "#lib/values/discount.ts";

/** A shopper's coupon, held for this transaction, with its rule; `isUsed` turns as orders are decided. */
export interface HeldCoupon {
  readonly userCouponId: string;
  readonly userId: string;
  readonly discount: Discount;
  readonly minOrder: number;
  readonly expiresAt: Date;
  isUsed: boolean;
}

/** Holds shoppers' coupons until the transaction ends, in the order of ids, so that no other order can use them. */
export async function holdCoupons(
  tx: Tx,
  userCouponIds: readonly string[],
): Promise<ReadonlyMap<string, HeldCoupon>> {
  if (userCouponIds.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(userCoupons)
    .innerJoin(coupons, eq(coupons.id, userCoupons.couponId))
    .where(isAnyOf(userCoupons.id, userCouponIds))
    .orderBy(asc(userCoupons.id))
    .for("no key update", { of: userCoupons });
  const held = rows.map(({ user_coupons: { id, userId, status, expiresAt }, coupons: coupon }) => ({
    userCouponId: id,
    userId,
    discount: discountOf(coupon),
    minOrder: coupon.minOrder,
    expiresAt,
    isUsed: status === "used",
  }));
  return new Map(held.map((coupon) => [coupon.userCouponId, coupon]));
}

/** @throws DomainError COUPON_NOT_FOUND when the shopper has no such coupon, COUPON_ALREADY_USED. */
export function couponOf(
  held: ReadonlyMap<string, HeldCoupon>,
  userId: string,
  userCouponId: string,
): HeldCoupon {
  const coupon = held.get(userCouponId);
  if (coupon?.userId !== userId) throw new DomainError("COUPON_NOT_FOUND", "You don't have this coupon.");
  if (coupon.isUsed) {
    throw new DomainError("COUPON_ALREADY_USED", "This coupon was used for another order.");
  }
  return coupon;
}

/**
 * What the coupon takes off this sum, at the database's `now`.
 * @throws DomainError COUPON_NOT_APPLICABLE with the reason.
 */
export function redeem(coupon: HeldCoupon, subtotal: number, now: Date): number {
  if (coupon.expiresAt <= now) {
    throw new DomainError("COUPON_NOT_APPLICABLE", "This coupon has expired.", { reason: "expired" });
  }
  if (subtotal < coupon.minOrder) {
    const detail = `This coupon needs an order of ${coupon.minOrder} won or more.`;
    throw new DomainError("COUPON_NOT_APPLICABLE", detail, { reason: "minimum-order" });
  }
  return discountFor(coupon.discount, subtotal);
}

/** Marks coupons that were held as used. */
export async function markUsed(tx: Tx, userCouponIds: readonly string[]): Promise<void> {
  if (userCouponIds.length === 0) return;
  await tx
    .update(userCoupons)
    .set({ status: "used", usedAt: sql`now()` })
    .where(sql`${isAnyOf(userCoupons.id, userCouponIds)} and ${userCoupons.status} = 'issued'`);
}
