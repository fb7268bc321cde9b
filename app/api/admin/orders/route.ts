import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listAllOrdersOperation } from "#app/api/_operations/admin-orders.ts";
import { listAllOrders } from "#lib/admin/list-orders.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listAllOrdersOperation, ({ query }) => listAllOrders(query)),
});
