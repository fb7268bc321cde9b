import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { topUpPointsOperation } from "#app/api/_operations/points.ts";
import { topUpPoints } from "#lib/points/top-up-points.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(topUpPointsOperation, ({ body, user, once }) =>
    topUpPoints({ userId: user.id, points: body.amount, once }),
  ),
});
