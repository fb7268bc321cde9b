import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { adjustPointsOperation } from "#app/api/_operations/admin-people.ts";
import { adjustPoints } from "#lib/points/adjust-points.ts";

const post = route(adjustPointsOperation, ({ user, params, body, once }) =>
  adjustPoints({ actorId: user.id, userId: params.id, ...body, once }),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: post });
