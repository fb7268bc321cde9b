import type { IncomingMessage, ServerResponse } from "node:http";
import { lostConnectionSince } from "#db/connection-news.ts";
import { isDatabaseUp } from "#db/database-state.ts";
import { answerClosed } from "../closed-answer.ts";

/** Pages and files that need no database. */
const NEEDS_NONE = /^\/(?:_next\/.*|maintenance|docs|design|robots\.txt|[^/]+\.(?:ico|png|svg|webmanifest))$/;

/**
 * Answers 503 with the maintenance page while the database is away, instead of having a page fail in its middle. Says
 * whether it did.
 */
export async function answeredForDatabase(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = request.url?.split("?")[0] ?? "/";
  if (NEEDS_NONE.test(path) || (await isDatabaseUp())) return false;
  answerClosed(request, response);
  return true;
}

/**
 * Has a page that fails because the database went away while it was rendered answer as `answeredForDatabase` does: it
 * is exchanged before the first of it is sent.
 */
export function exchangeFailure(request: IncomingMessage, response: ServerResponse): void {
  const startedAt = performance.now();
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  const isExchanged = (): boolean => {
    if (response.headersSent || response.statusCode < 500 || !lostConnectionSince(startedAt)) return false;
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    Object.assign(response, { write, end });
    answerClosed(request, response);
    Object.assign(response, { write: () => true, end: () => response });
    return true;
  };
  Object.assign(response, {
    write: (...chunk: Parameters<typeof write>) => isExchanged() || write(...chunk),
    end: (...chunk: Parameters<typeof end>) => (isExchanged() ? response : end(...chunk)),
  });
}
