import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listLocksOperation } from "#app/api/_operations/admin.ts";
import { listHeldLocks } from "#lib/admin/held-locks.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listLocksOperation, () => listHeldLocks()),
});
