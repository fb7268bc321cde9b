import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { getTopUpByKeyOperation, topUpPointsOperation } from "#app/api/_operations/points.ts";
import { getTopUpByKey } from "#lib/points/top-up-by-key.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getTopUpByKeyOperation, ({ user, params }) =>
    getTopUpByKey({ userId: user.id, route: topUpPointsOperation.path, key: params.key }),
  ),
});
