import { isCommitUnknown } from "#db/commit-unknown.ts";
import { isUnreachable, isUnstorable } from "#db/failures.ts";
import { DomainError, isDomainError } from "#lib/errors.ts";
import { problemOf } from "#lib/http/problem.ts";
import { TextResponse } from "#lib/http/text-response.ts";
import { isLockError } from "#lib/lock/index.ts";
import { isStaleToken } from "#lib/locking/stale-token.ts";
import { logFailure } from "#lib/observability/log-failure.ts";

/** Makes a failure an answer, without anything of our inside. */
export function problemResponse(error: unknown, requestId: string): Response {
  const { code, message: detail, facts } = asDomainError(error, requestId);
  const { status, headers, body } = problemOf({ code, detail, facts, instance: requestId });
  return new TextResponse(body, { status, headers });
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
