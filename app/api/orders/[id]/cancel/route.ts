import { route } from "#app/api/_http/route.ts";
import { cancelOrderOperation } from "#app/api/_operations/orders.ts";
import { cancelOrder } from "#lib/orders/cancel-order.ts";

export const POST = route(cancelOrderOperation, ({ user, params, locale }) =>
  cancelOrder(user.id, params.id, locale),
);
