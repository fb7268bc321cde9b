import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { loadProcessOperation } from "#app/api/_operations/rush.ts";
import { requireRush } from "#lib/rush/start-rush.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(loadProcessOperation, async () => {
    requireRush();
    return { process: String(process.pid) };
  }),
});
