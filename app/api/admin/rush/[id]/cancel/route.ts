import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { cancelRushOperation } from "#app/api/_operations/rush.ts";
import { cancelRun } from "#lib/rush/runs.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(cancelRushOperation, async ({ user, params }) => ({
    run: await cancelRun(user.id, params.id),
  })),
});
