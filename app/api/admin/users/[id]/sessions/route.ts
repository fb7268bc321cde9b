import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { endSessionsOperation } from "#app/api/_operations/admin-people.ts";
import { endSessionsOf } from "#lib/admin/change-person.ts";

const remove = route(endSessionsOperation, ({ user, params }) =>
  endSessionsOf({ actorId: user.id, userId: params.id }),
);

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ DELETE: remove });
