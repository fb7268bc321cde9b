import { resource } from "#app/api/_http/resource.ts";
import { readiness } from "#lib/health/readiness.ts";

export const dynamic = "force-dynamic";

/** Whether the shop can sell: 503, naming what is down, when it can't. */
async function readReadiness(): Promise<Response> {
  const state = await readiness();
  // Without Redis it sells on, more slowly, so it stays in the balancer.
  const isReady = state.status !== "down";
  const headers = { "cache-control": "no-store", ...(isReady ? {} : { "retry-after": "2" }) };
  return Response.json(state, { status: isReady ? 200 : 503, headers });
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: readReadiness });
