import { route } from "#app/api/_http/route.ts";
import { createCouponOperation, listAdminCouponsOperation } from "#app/api/_operations/admin.ts";
import { listAdminCoupons } from "#lib/coupons/admin-queries.ts";
import { createCoupon } from "#lib/coupons/create-coupon.ts";

export const GET = route(listAdminCouponsOperation, ({ query }) => listAdminCoupons(query));

export const POST = route(createCouponOperation, async ({ user, body }) => ({
  coupon: await createCoupon(user.id, body),
}));
