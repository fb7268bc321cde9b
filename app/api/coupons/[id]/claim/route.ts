import { route } from "#app/api/_http/route.ts";
import { claimCouponOperation } from "#app/api/_operations/coupons.ts";
import { claimCoupon } from "#lib/coupons/claim-coupon.ts";
import { announceCoupon } from "#lib/live/announce.ts";
import { couponKey, inTurn, LOCK_TIMES } from "#lib/locks.ts";

export const POST = route(claimCouponOperation, async ({ params, user, once }) => {
  const claimed = await inTurn([couponKey(params.id)], LOCK_TIMES.claim, (lock) =>
    claimCoupon(user.id, params.id, lock, once),
  );
  announceCoupon(params.id);
  return claimed;
});
