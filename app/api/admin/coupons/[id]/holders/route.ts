import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listHoldersOperation } from "#app/api/_operations/admin-coupons.ts";
import { db } from "#db/client.ts";
import { getAdminCoupon } from "#lib/coupons/admin-queries.ts";
import { listHolders } from "#lib/coupons/holders.ts";

const get = route(listHoldersOperation, async ({ params, query }) => {
  await getAdminCoupon(db(), params.id);
  return listHolders(params.id, query);
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get });
