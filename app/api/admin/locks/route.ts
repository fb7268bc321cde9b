import { route } from "#app/api/_http/route.ts";
import { listLocksOperation } from "#app/api/_operations/admin.ts";
import { listHeldLocks } from "#lib/admin/held-locks.ts";

export const GET = route(listLocksOperation, () => listHeldLocks());
