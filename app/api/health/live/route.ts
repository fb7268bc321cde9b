import { route } from "#app/api/_http/route.ts";
import { livenessOperation } from "#app/api/_operations/health.ts";

export const GET = route(livenessOperation, async () => ({ status: "live" }));
