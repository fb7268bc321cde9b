import type { IncomingMessage, ServerResponse } from "node:http";
import { isUnreachable, isUnstorable } from "#db/failures.ts";
import { ERRORS, isDomainError } from "#lib/errors.ts";
import { type PageTrace, tracing } from "#lib/http/page-trace.ts";

/** Seconds after which a page that a service was away for is worth another try. */
const RETRY_AFTER = "2";

/**
 * Has Next answer, and corrects the 500 that it gives for every failure: a service that is away is a 503, and what a
 * caller sent that no action can read is a 400.
 */
export async function withHonestStatus(
  { method }: Pick<IncomingMessage, "method">,
  response: ServerResponse,
  work: () => Promise<void>,
): Promise<void> {
  const trace: PageTrace = { failure: null, hasAskedCaller: false };
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    ...rest: unknown[]
  ) => ServerResponse;
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    const honest = status === 500 ? statusFor(trace, method === "POST") : status;
    if (honest === 503) response.setHeader("retry-after", RETRY_AFTER);
    return writeHead(honest, ...rest);
  }) as typeof response.writeHead;
  await tracing(trace, work);
}

function statusFor({ failure, hasAskedCaller }: PageTrace, isPost: boolean): number {
  // What fails before our code asks who calls is what was posted: a form that can't be taken apart, an unknown action.
  const isUnread = isPost && !hasAskedCaller;
  if (!failure) return isUnread ? ERRORS.VALIDATION.status : 500;
  const { error, isAction } = failure;
  if (isUnstorable(error)) return ERRORS.VALIDATION.status;
  if (isUnreachable(error)) return ERRORS.UNAVAILABLE.status;
  if (isDomainError(error)) return ERRORS[error.code].status;
  // An action that can't use what it was given fails on its type.
  const isOfInput = error instanceof Error && error.name === "TypeError" && (isAction || isPost);
  return isUnread || isOfInput ? ERRORS.VALIDATION.status : 500;
}
