import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { endCouponOperation } from "#app/api/_operations/admin-coupons.ts";
import { endCoupon } from "#lib/coupons/end-coupon.ts";

const post = route(endCouponOperation, async ({ user, params }) => ({
  coupon: await endCoupon(user.id, params.id),
}));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: post });
