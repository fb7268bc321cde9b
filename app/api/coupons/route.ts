import { route } from "#app/api/_http/route.ts";
import { listCouponsOperation } from "#app/api/_operations/coupons.ts";
import { listCoupons } from "#lib/coupons/queries.ts";

export const GET = route(listCouponsOperation, ({ query }) => listCoupons(query));
