import { route } from "#app/api/_http/route.ts";
import { getTopUpByKeyOperation, topUpPointsOperation } from "#app/api/_operations/points.ts";
import { getTopUpByKey } from "#lib/points/top-up-by-key.ts";

export const GET = route(getTopUpByKeyOperation, ({ user, params }) =>
  getTopUpByKey({ userId: user.id, route: topUpPointsOperation.path, key: params.key }),
);
