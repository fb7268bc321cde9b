import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { releaseLockOperation } from "#app/api/_operations/admin.ts";
import { forceReleaseLock } from "#lib/admin/held-locks.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  DELETE: route(releaseLockOperation, ({ user, params }) => forceReleaseLock(user.id, params.key)),
});
