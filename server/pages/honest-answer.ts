import type { IncomingMessage, ServerResponse } from "node:http";
import { lostConnectionSince } from "#db/connection-news.ts";
import { isDatabaseUp } from "#db/database-state.ts";
import { isUnreachable, isUnstorable } from "#db/failures.ts";
import { ERRORS, isDomainError } from "#lib/errors.ts";
import { type PageTrace, tracing } from "#lib/http/page-trace.ts";
import { answerClosed } from "../closed-answer.ts";

/** Pages and files that need no database. */
const NEEDS_NONE = /^\/(?:_next\/.*|maintenance|docs|design|robots\.txt|[^/]+\.(?:ico|png|svg|webmanifest))$/;
const UNAVAILABLE = ERRORS.UNAVAILABLE.status;

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
 * Has Next answer, and corrects the 500 that it gives for every failure before the first of it is sent: where a
 * service is away the whole answer is exchanged for the maintenance page, and what a caller sent that can't be read
 * is a 400.
 */
export async function withHonestAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  work: () => Promise<void>,
): Promise<void> {
  const trace: PageTrace = { failure: null, hasBegun: false };
  const startedAt = performance.now();
  const statusFor = (): number => {
    if (lostConnectionSince(startedAt)) return UNAVAILABLE;
    return trace.failure ? statusOf(trace.failure.error, isUnread()) : isUnread() ? 400 : 500;
  };
  // What fails before code of the shop has begun is what was posted: a form that can't be taken apart, an unknown action.
  const isUnread = () => request.method === "POST" && !trace.hasBegun;
  correct(response, statusFor, () => answerClosed(request, response));
  await tracing(trace, work);
}

function statusOf(error: unknown, isUnread: boolean): number {
  if (isUnstorable(error)) return ERRORS.VALIDATION.status;
  if (isUnreachable(error)) return UNAVAILABLE;
  if (isDomainError(error)) return ERRORS[error.code].status;
  return isUnread ? ERRORS.VALIDATION.status : 500;
}

/** Has a 500 that `response` would send be what `statusFor` says, and a 503 what `close` sends. */
function correct(response: ServerResponse, statusFor: () => number, close: () => void): void {
  const original = {
    writeHead: response.writeHead.bind(response) as (...rest: unknown[]) => ServerResponse,
    write: response.write.bind(response) as (...rest: unknown[]) => boolean,
    end: response.end.bind(response) as (...rest: unknown[]) => ServerResponse,
  };
  const ofEveryAnswer = Object.entries(response.getHeaders());
  /** Whether another answer has been sent; asked before the first byte of this one is. */
  const isExchanged = (status: number): boolean => {
    if (response.headersSent || status !== 500) return false;
    const honest = statusFor();
    response.statusCode = honest;
    if (honest !== UNAVAILABLE) return false;
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    for (const [name, value] of ofEveryAnswer) if (value !== undefined) response.setHeader(name, value);
    Object.assign(response, original);
    close();
    Object.assign(response, { writeHead: () => response, write: () => true, end: () => response });
    return true;
  };
  Object.assign(response, {
    writeHead: (status: number, ...rest: unknown[]) => {
      if (isExchanged(status)) return response;
      return original.writeHead(status === 500 ? response.statusCode : status, ...rest);
    },
    write: (...chunk: unknown[]) => isExchanged(response.statusCode) || original.write(...chunk),
    end: (...chunk: unknown[]) => (isExchanged(response.statusCode) ? response : original.end(...chunk)),
  });
}
