import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { getRushOperation } from "#app/api/_operations/rush.ts";
import { getRun } from "#lib/rush/runs.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getRushOperation, async ({ params }) => ({ run: await getRun(params.id) })),
});
