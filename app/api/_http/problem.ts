import { isCommitUnknown } from "#db/commit-unknown.ts";
import { isUnreachable, isUnstorable } from "#db/failures.ts";
import { DomainError, ERRORS, type ErrorCode, isDomainError } from "#lib/errors.ts";
import { isLockError } from "#lib/lock/index.ts";
import { isStaleToken } from "#lib/locking/stale-token.ts";
import { logFailure } from "#lib/observability/log-failure.ts";

/** Seconds after which a busy or unavailable answer is worth another try. */
const RETRY_AFTER: Partial<Record<ErrorCode, number>> = {
  IDEMPOTENCY_IN_FLIGHT: 1,
  LOCK_TIMEOUT: 1,
  OUTCOME_UNKNOWN: 2,
  UNAVAILABLE: 2,
  RATE_LIMITED: 1,
};

/** The one place where a failure becomes an answer: RFC 9457, without anything of our inside. */
export function problemResponse(error: unknown, requestId: string): Response {
  const failure = asDomainError(error, requestId);
  const { status, title } = ERRORS[failure.code];
  const { retryAfter, ...facts } = failure.facts;
  const headers = new Headers({ "content-type": "application/problem+json", "x-request-id": requestId });
  const seconds = typeof retryAfter === "number" ? retryAfter : RETRY_AFTER[failure.code];
  if (seconds !== undefined) headers.set("retry-after", String(seconds));
  const problem = {
    type: `/docs#${failure.code}`,
    title,
    status,
    code: failure.code,
    detail: failure.message,
    instance: requestId,
    ...facts,
  };
  return new Response(JSON.stringify(problem), { status, headers });
}

/** What the caller is told of a failure; what the caller can't be told is logged. */
function asDomainError(error: unknown, requestId: string): DomainError {
  if (isDomainError(error)) return error;
  if (isLockError(error, "LOCK_TIMEOUT")) {
    return new DomainError(
      "LOCK_TIMEOUT",
      "Too many others are in line for this. Nothing was taken; try again.",
    );
  }
  if (isCommitUnknown(error)) {
    logFailure("error", "the outcome of a request is not known", error, { requestId });
    return new DomainError(
      "OUTCOME_UNKNOWN",
      "It may have been done, and it may not: the answer was lost. Look before you try again, or repeat it with the same Idempotency-Key.",
    );
  }
  if (isUnstorable(error)) {
    const detail = "A text has a character that can't be kept.";
    return new DomainError("VALIDATION", detail, { errors: [{ path: "", message: detail }] });
  }
  if (isAway(error)) {
    logFailure("warn", "a service is away", error, { requestId });
    return new DomainError(
      "UNAVAILABLE",
      "The shop can't do this for a moment. Nothing was taken; try again.",
    );
  }
  logFailure("error", "a request failed", error, { requestId });
  return new DomainError("INTERNAL", "Something went wrong on our side. We have a record of it.");
}

function isAway(error: unknown): boolean {
  return (
    isLockError(error, "LOCK_UNAVAILABLE") ||
    isLockError(error, "LOCK_LOST") ||
    isStaleToken(error) ||
    isUnreachable(error)
  );
}
