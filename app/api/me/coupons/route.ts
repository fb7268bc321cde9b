import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listMyCouponsOperation } from "#app/api/_operations/coupons.ts";
import { listUserCoupons } from "#lib/coupons/queries.ts";

const get = route(listMyCouponsOperation, ({ user, query, locale }) =>
  listUserCoupons(user.id, query, locale),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get });
