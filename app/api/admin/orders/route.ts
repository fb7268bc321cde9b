import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listAllOrdersOperation } from "#app/api/_operations/admin.ts";
import { listAllOrders } from "#lib/admin/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listAllOrdersOperation, ({ query }) => listAllOrders(query)),
});
