import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { claimCouponOperation } from "#app/api/_operations/coupons.ts";
import { claimCoupon } from "#lib/coupons/claim-coupon.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(claimCouponOperation, ({ params, user, once, waiting }) =>
    claimCoupon({ userId: user.id, couponId: params.id, once }, waiting),
  ),
});
