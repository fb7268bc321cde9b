import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listRushesOperation, startRushOperation } from "#app/api/_operations/rush.ts";
import { listRuns } from "#lib/rush/runs.ts";
import { startRush } from "#lib/rush/start-rush.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listRushesOperation, () => listRuns()),
  POST: route(startRushOperation, async ({ user, body }) => ({ run: await startRush(user.id, body) })),
});
