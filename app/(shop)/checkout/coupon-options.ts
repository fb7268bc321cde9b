import { discountFor } from "#lib/coupons/discount.ts";
import type { UserCoupon } from "#lib/coupons/schema.ts";

/** A coupon held against an order: what it takes off, or why it does not apply. */
export interface CouponOption {
  readonly coupon: UserCoupon;
  readonly saves: number;
  readonly obstacle: "minimum-order" | "expired" | null;
}

/** Expired coupons are explained for so many; more would onExit those that can be used. */
const EXPIRED_SHOWN = 2;

/** The shopper's coupons for an order: what saves most comes first, what does not apply last. */
export function couponOptions(coupons: readonly UserCoupon[], subtotal: number): CouponOption[] {
  const options = coupons
    .filter(({ status }) => status !== "used")
    .map((coupon): CouponOption => {
      if (coupon.status === "expired") return { coupon, saves: 0, obstacle: "expired" };
      if (coupon.minOrder > subtotal) return { coupon, saves: 0, obstacle: "minimum-order" };
      return { coupon, saves: discountFor(coupon.discount, subtotal), obstacle: null };
    })
    .toSorted((a, b) => b.saves - a.saves);
  const expired = options.filter(({ obstacle }) => obstacle === "expired").slice(0, EXPIRED_SHOWN);
  return [...options.filter(({ obstacle }) => obstacle !== "expired"), ...expired];
}

/** The coupon that takes most off this sum, if any applies. */
export function bestCoupon(coupons: readonly UserCoupon[], subtotal: number): UserCoupon | undefined {
  return couponOptions(coupons, subtotal).find(({ obstacle }) => obstacle === null)?.coupon;
}
