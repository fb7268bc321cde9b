import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { getOrderOperation } from "#app/api/_operations/orders.ts";
import { getOrder } from "#lib/orders/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getOrderOperation, async ({ user, params, locale }) => ({
    order: await getOrder(user.id, params.id, locale),
  })),
});
