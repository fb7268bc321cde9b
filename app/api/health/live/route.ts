import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { livenessOperation } from "#app/api/_operations/health.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(livenessOperation, async () => ({ status: "live" })),
});
