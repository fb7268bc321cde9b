import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listMovementsOperation } from "#app/api/_operations/admin-products.ts";
import { db } from "#db/client.ts";
import { getAdminProduct } from "#lib/catalog/admin-queries.ts";
import { listMovements } from "#lib/catalog/stock-history.ts";

const get = route(listMovementsOperation, async ({ params, query }) => {
  await getAdminProduct(db(), params.id);
  return listMovements(params.id, query);
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get });
