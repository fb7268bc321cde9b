import { route } from "#app/api/_http/route.ts";
import { listMyCouponsOperation } from "#app/api/_operations/coupons.ts";
import { listUserCoupons } from "#lib/coupons/queries.ts";

export const GET = route(listMyCouponsOperation, ({ user, query }) => listUserCoupons(user.id, query));
