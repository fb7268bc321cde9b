import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { createCouponOperation, listAdminCouponsOperation } from "#app/api/_operations/admin-coupons.ts";
import { listAdminCoupons } from "#lib/coupons/admin-queries.ts";
import { createCoupon } from "#lib/coupons/create-coupon.ts";

const get = route(listAdminCouponsOperation, ({ query }) => listAdminCoupons(query));

const post = route(createCouponOperation, ({ user, body, once }) => createCoupon(user.id, body, once));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get, POST: post });
