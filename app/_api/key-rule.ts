import type { ApiResult } from "./call-api.ts";

/**
 * What an answer says of the wish that its `Idempotency-Key` stands for: it was done, it is proven that nothing was
 * done, or neither.
 */
export type Verdict = "done" | "undone" | "open";

/** The wish may be at work, or done already. */
const OPEN: ReadonlySet<string> = new Set([
  "NETWORK",
  "INTERNAL",
  "IDEMPOTENCY_IN_FLIGHT",
  "OUTCOME_UNKNOWN",
]);

/**
 * Refused at the door, before the key was looked up: this request did nothing, which says nothing of an earlier
 * one with the same key. Every other refusal comes from the work itself, which found the key unused.
 */
const AT_THE_DOOR: ReadonlySet<string> = new Set([
  "UNAUTHENTICATED",
  "ACCOUNT_CHANGED",
  "FORBIDDEN",
  "SIGN_IN_AGAIN",
  "ACCOUNT_BANNED",
  "CROSS_ORIGIN",
  "NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "VALIDATION",
  "BODY_TOO_LARGE",
  "UNSUPPORTED_MEDIA_TYPE",
  "RATE_LIMITED",
  "BUSY",
  "UNAVAILABLE",
]);

/** The one rule for when a key ends. `isInDoubt`: an earlier request with this key had no final answer. */
export function verdictOf(answer: ApiResult<unknown>, isInDoubt: boolean): Verdict {
  if (answer.ok) return "done";
  const { code } = answer.problem;
  if (OPEN.has(code)) return "open";
  return isInDoubt && AT_THE_DOOR.has(code) ? "open" : "undone";
}

/** How often an open answer is worth asking again at once, after a pause: the first request is at work, or was cut. */
const AGAIN: Readonly<Record<string, number>> = { IDEMPOTENCY_IN_FLIGHT: 30, OUTCOME_UNKNOWN: 5, NETWORK: 3 };

/** Whether to ask once more after so many tries. */
export const isWorthAsking = (answer: ApiResult<unknown>, tries: number): boolean =>
  !answer.ok && tries <= (AGAIN[answer.problem.code] ?? 0);
