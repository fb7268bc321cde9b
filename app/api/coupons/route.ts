import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listCouponsOperation } from "#app/api/_operations/coupons.ts";
import { listCoupons } from "#lib/coupons/queries.ts";

const get = route(listCouponsOperation, ({ query, locale }) => listCoupons(query, locale));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get });
