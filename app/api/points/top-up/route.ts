import { route } from "#app/api/_http/route.ts";
import { topUpPointsOperation } from "#app/api/_operations/points.ts";
import { inTurn, LOCK_TIMES, userKey } from "#lib/locks.ts";
import { topUpPoints } from "#lib/points/top-up-points.ts";

export const POST = route(topUpPointsOperation, ({ body, user, once }) =>
  inTurn([userKey(user.id)], LOCK_TIMES.topUp, (lock) => topUpPoints(user.id, body.amount, lock, once)),
);
