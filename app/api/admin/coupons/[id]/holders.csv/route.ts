import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { exportHoldersOperation } from "#app/api/_operations/admin-coupons.ts";
import { db } from "#db/client.ts";
import { getAdminCoupon } from "#lib/coupons/admin-queries.ts";
import { listHolders } from "#lib/coupons/holders.ts";
import { csvOf } from "#lib/values/csv.ts";

const MOST = 10_000;
const HEAD_ROW = ["id", "name", "email", "status", "claimed", "expires", "used", "order"];

const get = route(exportHoldersOperation, async ({ params, query }) => {
  await getAdminCoupon(db(), params.id);
  const whole = { ...query, limit: MOST, cursor: undefined, before: undefined };
  const { items } = await listHolders(params.id, whole);
  const rows = items.map(({ id, user, status, issuedAt, expiresAt, usedAt, orderId }) => {
    return [id, user.name, user.email, status, issuedAt, expiresAt, usedAt, orderId];
  });
  return csvOf(HEAD_ROW, rows);
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get });
