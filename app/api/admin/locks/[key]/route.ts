import { route } from "#app/api/_http/route.ts";
import { releaseLockOperation } from "#app/api/_operations/admin.ts";
import { forceReleaseLock } from "#lib/admin/held-locks.ts";

export const DELETE = route(releaseLockOperation, ({ user, params }) =>
  forceReleaseLock(user.id, params.key),
);
