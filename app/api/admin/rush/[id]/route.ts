import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { deleteRushOperation, getRushOperation } from "#app/api/_operations/rush.ts";
import { deleteRun, getRun } from "#lib/rush/runs.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getRushOperation, async ({ params }) => ({ run: await getRun(params.id) })),
  DELETE: route(deleteRushOperation, ({ user, params }) => deleteRun(user.id, params.id)),
});
