import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { cancelAsStaffOperation } from "#app/api/_operations/admin-orders.ts";
import { cancelOrderAsStaff } from "#lib/orders/cancel-order.ts";

const post = route(cancelAsStaffOperation, ({ user, params, body, locale }) =>
  cancelOrderAsStaff({ actorId: user.id, reason: body.reason }, params.id, locale),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: post });
