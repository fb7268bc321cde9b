import { and, eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { coupons, userCoupons } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { discountOf } from "./coupon-dto.ts";
import { discountFor } from "./discount.ts";
import type { Discount } from "./schema.ts";

/** A shopper's coupon, held for this transaction, with its rule. */
export interface HeldCoupon {
  readonly userCouponId: string;
  readonly discount: Discount;
  readonly minOrder: number;
  readonly expiresAt: Date;
}

/**
 * Holds the shopper's coupon until the transaction ends, so that no other order can use it meanwhile.
 * @throws DomainError COUPON_NOT_FOUND when the shopper has no such coupon, COUPON_ALREADY_USED.
 */
export async function holdCoupon(tx: Tx, userId: string, userCouponId: string): Promise<HeldCoupon> {
  const [row] = await tx
    .select()
    .from(userCoupons)
    .innerJoin(coupons, eq(coupons.id, userCoupons.couponId))
    .where(and(eq(userCoupons.id, userCouponId), eq(userCoupons.userId, userId)))
    .for("no key update", { of: userCoupons });
  if (!row) throw new DomainError("COUPON_NOT_FOUND", "You don't have this coupon.");
  if (row.user_coupons.status === "used") {
    throw new DomainError("COUPON_ALREADY_USED", "This coupon was used for another order.");
  }
  return {
    userCouponId,
    discount: discountOf(row.coupons),
    minOrder: row.coupons.minOrder,
    expiresAt: row.user_coupons.expiresAt,
  };
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
