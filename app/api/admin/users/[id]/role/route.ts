import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { changeRoleOperation } from "#app/api/_operations/admin-people.ts";
import { changeRole } from "#lib/admin/change-person.ts";

const patch = route(changeRoleOperation, async ({ user, params, body }) => ({
  user: await changeRole({ actorId: user.id, userId: params.id }, body),
}));

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ PATCH: patch });
