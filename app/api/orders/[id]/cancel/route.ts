import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { cancelOrderOperation } from "#app/api/_operations/orders.ts";
import { cancelOrder } from "#lib/orders/cancel-order.ts";

const post = route(cancelOrderOperation, ({ user, params, locale }) =>
  cancelOrder(user.id, params.id, locale),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: post });
