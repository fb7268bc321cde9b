import type { ServerResponse } from "node:http";
import { problemOf } from "#lib/http/problem.ts";
import { metrics } from "#lib/observability/metrics.ts";
import { toldKey } from "./told-key.ts";

/** How full the waiting room is for what somebody wants. */
interface Crowd {
  readonly ahead: number;
  readonly waitMs: number;
}

/**
 * Tells somebody for whom the waiting room has no place, and for whom nothing has happened, when it is worth coming
 * again: spread over the time that the ones inside take.
 */
export function sendBusy(response: ServerResponse, { ahead, waitMs }: Crowd): void {
  metrics().busy.inc();
  const { status, headers, body } = problemOf({
    code: "BUSY",
    detail: `${ahead} others are in line, for about ${Math.ceil(waitMs / 1_000)} s. Nothing was taken; try again.`,
    facts: {
      ahead,
      waitMs: Math.round(waitMs),
      retryAfter: Math.ceil((waitMs * (0.5 + Math.random())) / 1_000),
    },
  });
  response.writeHead(status, {
    ...headers,
    ...toldKey(response.req),
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  });
  response.end(body);
}
