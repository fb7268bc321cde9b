import { meantVersions } from "#app/api/_http/if-match.ts";
import { route } from "#app/api/_http/route.ts";
import { archiveCouponOperation, changeCouponOperation } from "#app/api/_operations/admin.ts";
import { archiveCoupon } from "#lib/coupons/archive-coupon.ts";
import { changeCoupon } from "#lib/coupons/change-coupon.ts";

export const PATCH = route(changeCouponOperation, async ({ user, params, body, request }) => ({
  coupon: await changeCoupon(user.id, params.id, body, meantVersions(request, body.version)),
}));

export const DELETE = route(archiveCouponOperation, ({ user, params }) => archiveCoupon(user.id, params.id));
