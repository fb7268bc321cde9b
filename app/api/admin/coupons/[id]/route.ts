import { meantVersions } from "#app/api/_http/if-match.ts";
import { route } from "#app/api/_http/route.ts";
import { archiveCouponOperation, changeCouponOperation } from "#app/api/_operations/admin.ts";
import { archiveCoupon } from "#lib/coupons/archive-coupon.ts";
import { changeCoupon } from "#lib/coupons/change-coupon.ts";
import { announcingCoupons } from "#lib/live/announce.ts";
import { couponKey, LOCK_TIMES, withLocks } from "#lib/locking/locks.ts";

export const PATCH = route(changeCouponOperation, async ({ user, params, body, request }) => {
  const coupon = await withLocks([couponKey(params.id)], LOCK_TIMES.admin, (lock) =>
    announcingCoupons([params.id], () =>
      changeCoupon(user.id, params.id, body, meantVersions(request, body.version), lock),
    ),
  );
  return { coupon };
});

export const DELETE = route(archiveCouponOperation, async ({ user, params }) => {
  await withLocks([couponKey(params.id)], LOCK_TIMES.admin, (lock) =>
    announcingCoupons([params.id], () => archiveCoupon(user.id, params.id, lock)),
  );
});
