import { notePageFailure } from "#lib/http/page-trace.ts";

/**
 * Next runs this once in every app process. It hands the shop's own code, compiled with the app, to
 * `server/app-process.mjs`, which puts it in front of Next.
 */
export async function register(): Promise<void> {
  // A build has no services, and serves nobody.
  if (process.env["NEXT_RUNTIME"] !== "nodejs" || process.env["NEXT_PHASE"] === "phase-production-build")
    return;
  // Whoever starts Next by itself says nothing of where it listens but by Next's own variable.
  process.env["APP_URL"] ||= `http://localhost:${process.env["PORT"] ?? 3000}`;
  const { actionKey } = await import("#server/action-key.ts");
  const { env } = await import("#lib/env.ts");
  process.env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"] ||= actionKey(env().AUTH_SECRET);
  const { answerScrapes } = await import("#lib/observability/scrape.ts");
  answerScrapes();
  const { handOverParts, isSupervised } = await import("#server/process-parts.ts");
  const { PageServer } = await import("#server/pages/page-server.ts");
  const { behindEdge } = await import("#server/edge/edge.ts");
  const { answerUnparsable } = await import("#server/edge/unparsable.ts");
  const { warmUp } = await import("#lib/health/warm-up.ts");
  const { sendBusy } = await import("#server/edge/send-busy.ts");
  const parts = { PageServer, behindEdge, answerUnparsable, sendBusy, warmUp, ...(await openApi()) };
  if (isSupervised()) return handOverParts(parts);
  if (env().NODE_ENV !== "production") return;
  const { standBeforeNext } = await import("#server/plain-server.ts");
  standBeforeNext(parts);
}

/** In development Next answers the API too, so that a handler that was changed is met at once. */
async function openApi() {
  if (process.env["LOCKSTEP_DEV"] === "1") return { apiDoor: null, sharedReads: null };
  const { ApiDoor } = await import("#server/api-door.ts");
  const { API_ROUTES } = await import("#app/api/_http/api-routes.ts");
  const { SharedReads } = await import("#server/shared-reads.ts");
  const { snapshotName } = await import("#db/snapshot-name.ts");
  return { apiDoor: new ApiDoor(API_ROUTES), sharedReads: new SharedReads(API_ROUTES, snapshotName) };
}

/** Next tells here why it could not render a page or run a server action. */
export function onRequestError(
  error: unknown,
  _request: unknown,
  { routeType }: { routeType: string },
): void {
  notePageFailure(error, routeType === "action");
}
