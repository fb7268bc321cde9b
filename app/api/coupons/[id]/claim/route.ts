import { route } from "#app/api/_http/route.ts";
import { claimCouponOperation } from "#app/api/_operations/coupons.ts";
import { claimCoupon } from "#lib/coupons/claim-coupon.ts";
import { couponKey, inTurn, LOCK_TIMES } from "#lib/locks.ts";

export const POST = route(claimCouponOperation, ({ params, user, once }) =>
  inTurn([couponKey(params.id)], LOCK_TIMES.claim, (lock) => claimCoupon(user.id, params.id, lock, once)),
);
