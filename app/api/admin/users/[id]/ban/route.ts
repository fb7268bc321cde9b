import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { banUserOperation, unbanUserOperation } from "#app/api/_operations/admin-people.ts";
import { banUser, unbanUser } from "#lib/admin/change-person.ts";

const post = route(banUserOperation, async ({ user, params, body }) => ({
  user: await banUser({ actorId: user.id, userId: params.id }, body.reason),
}));

const remove = route(unbanUserOperation, async ({ user, params }) => ({
  user: await unbanUser({ actorId: user.id, userId: params.id }),
}));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: post, DELETE: remove });
