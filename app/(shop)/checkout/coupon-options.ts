import type { UserCoupon } from "#lib/coupons/schema.ts";
import { discountFor } from "#lib/values/discount.ts";

/** A coupon held against an order: what it takes off, or why it does not apply. */
export interface CouponOption {
  readonly coupon: UserCoupon;
  readonly saves: number;
  readonly obstacle: "minimum-order" | "expired" | null;
}

/** So many of each kind are shown, the best first; more would hide what is worth choosing. */
const SHOWN = { usable: 20, "minimum-order": 5, expired: 2 } as const;

/** The shopper's coupons for an order: what saves most comes first, what does not apply last. */
export function couponOptions(coupons: readonly UserCoupon[], subtotal: number): CouponOption[] {
  const options = coupons
    .filter(({ status }) => status !== "used")
    .map((coupon): CouponOption => {
      if (coupon.status === "expired") return { coupon, saves: 0, obstacle: "expired" };
      if (coupon.minOrder > subtotal) return { coupon, saves: 0, obstacle: "minimum-order" };
      return { coupon, saves: discountFor(coupon.discount, subtotal), obstacle: null };
    })
    // Of two that save the same, the one that ends first.
    .toSorted((a, b) => b.saves - a.saves || a.coupon.expiresAt.localeCompare(b.coupon.expiresAt));
  return ([null, "minimum-order", "expired"] as const).flatMap((kind) =>
    options.filter(({ obstacle }) => obstacle === kind).slice(0, SHOWN[kind ?? "usable"]),
  );
}

/** The coupon that takes most off this sum, if any applies. */
export function bestCoupon(coupons: readonly UserCoupon[], subtotal: number): UserCoupon | undefined {
  return couponOptions(coupons, subtotal).find(({ obstacle }) => obstacle === null)?.coupon;
}
