import { route } from "#app/api/_http/route.ts";
import { getOrderOperation } from "#app/api/_operations/orders.ts";
import { getOrder } from "#lib/orders/queries.ts";

export const GET = route(getOrderOperation, async ({ user, params, locale }) => ({
  order: await getOrder(user.id, params.id, locale),
}));
