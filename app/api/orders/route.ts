import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listOrdersOperation } from "#app/api/_operations/orders.ts";
import { listOrders } from "#lib/orders/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listOrdersOperation, ({ user, query, locale }) => listOrders(user.id, query, locale)),
});
