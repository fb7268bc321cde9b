import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { placeOrderOperation } from "#app/api/_operations/checkout.ts";
import { getOrderByKeyOperation } from "#app/api/_operations/orders.ts";
import { getOrderByKey } from "#lib/checkout/order-by-key.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getOrderByKeyOperation, async ({ user, params, locale }) => ({
    order: await getOrderByKey({ userId: user.id, route: placeOrderOperation.path, key: params.key }, locale),
  })),
});
