import { meantVersions } from "#app/api/_http/if-match.ts";
import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import {
  archiveCouponOperation,
  changeCouponOperation,
  getAdminCouponOperation,
} from "#app/api/_operations/admin-coupons.ts";
import { db } from "#db/client.ts";
import { getAdminCoupon } from "#lib/coupons/admin-queries.ts";
import { archiveCoupon } from "#lib/coupons/archive-coupon.ts";
import { changeCoupon } from "#lib/coupons/change-coupon.ts";

const get = route(getAdminCouponOperation, async ({ params }) => ({
  coupon: await getAdminCoupon(db(), params.id),
}));

const patch = route(changeCouponOperation, async ({ user, params, body, request }) => ({
  coupon: await changeCoupon(user.id, params.id, body, meantVersions(request, body.version)),
}));

const remove = route(archiveCouponOperation, ({ user, params }) => archiveCoupon(user.id, params.id));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: get,
  PATCH: patch,
  DELETE: remove,
});
