import { ERRORS, type ErrorCode } from "#lib/errors.ts";

/** Seconds after which a busy or unavailable answer is worth another try. */
const RETRY_AFTER: Partial<Record<ErrorCode, number>> = {
  IDEMPOTENCY_IN_FLIGHT: 1,
  LOCK_TIMEOUT: 1,
  OUTCOME_UNKNOWN: 2,
  UNAVAILABLE: 2,
  RATE_LIMITED: 1,
};

/** Why a request is refused, or failed. */
export interface Failure {
  readonly code: ErrorCode;
  /** A sentence for people. */
  readonly detail: string;
  /** What the code tells beside its sentence; `retryAfter` (seconds) becomes a header. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** The request's id. */
  readonly instance?: string;
  /** Where HTTP has a nearer status than the code's own. */
  readonly nearer?: { readonly status: number; readonly title: string };
}

/** An answer that is not sent yet. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The one place where a failure becomes `application/problem+json` (RFC 9457). */
export function problemOf({ code, detail, facts = {}, instance, nearer }: Failure): Problem {
  const { status, title } = nearer ?? ERRORS[code];
  const { retryAfter, ...told } = facts;
  const seconds = typeof retryAfter === "number" ? retryAfter : RETRY_AFTER[code];
  return {
    status,
    headers: {
      "content-type": "application/problem+json",
      ...(instance === undefined ? {} : { "x-request-id": instance }),
      ...(seconds === undefined ? {} : { "retry-after": String(seconds) }),
    },
    // What is undefined is left out.
    body: JSON.stringify({ type: `/docs#${code}`, title, status, code, detail, instance, ...told }),
  };
}
