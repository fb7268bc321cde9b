import { meantVersions } from "#app/api/_http/if-match.ts";
import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { archiveCouponOperation, changeCouponOperation } from "#app/api/_operations/admin.ts";
import { archiveCoupon } from "#lib/coupons/archive-coupon.ts";
import { changeCoupon } from "#lib/coupons/change-coupon.ts";

const patch = route(changeCouponOperation, async ({ user, params, body, request }) => ({
  coupon: await changeCoupon(user.id, params.id, body, meantVersions(request, body.version)),
}));

const remove = route(archiveCouponOperation, ({ user, params }) => archiveCoupon(user.id, params.id));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ PATCH: patch, DELETE: remove });
