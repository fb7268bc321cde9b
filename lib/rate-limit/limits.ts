import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { redis } from "#lib/redis/client.ts";

/** So many tries in so many seconds. */
interface Window {
  readonly points: number;
  readonly duration: number;
}

/** A few mistyped passwords pass; after more, a caller waits a minute, then a quarter of an hour, then hours. */
const GUESSES: readonly Window[] = [
  { points: 8, duration: 60 },
  { points: 20, duration: 15 * 60 },
  { points: 60, duration: 6 * 60 * 60 },
];
/** An address may be a whole office's. */
const FROM_ADDRESS: readonly Window[] = [
  { points: 60, duration: 60 },
  { points: 300, duration: 60 * 60 },
];

/** The limits. With several windows, a caller that goes on waits longer and longer. */
const LIMITS = {
  /** One shopper's mutations: far above what hands can do, far below what a loop can. */
  mutation: [{ points: 120, duration: 10 }],
  /** Forms and actions of pages, from one address and of one session. */
  formAddress: [{ points: 300, duration: 10 }],
  form: [{ points: 120, duration: 10 }],
  /** Sign-ins and sign-ups from one address, where each try costs us a slow password hash. */
  signIn: FROM_ADDRESS,
  signUp: FROM_ADDRESS,
  /** Passwords that are tried for one account, whether there is such an account or not. */
  account: GUESSES,
  /** The current password, in a form of a signed-in user. */
  password: GUESSES,
  /** Mails that an address asks for, and mails that somebody gets. */
  mailFrom: [
    { points: 20, duration: 10 * 60 },
    { points: 60, duration: 24 * 60 * 60 },
  ],
  mailTo: [
    { points: 3, duration: 10 * 60 },
    { points: 10, duration: 24 * 60 * 60 },
  ],
} as const satisfies Record<string, readonly Window[]>;

/** What is limited. */
export type Limit = keyof typeof LIMITS;

const limiters = new Map<Limit, readonly RateLimiterRedis[]>();

function limitersFor(limit: Limit): readonly RateLimiterRedis[] {
  const existing = limiters.get(limit);
  if (existing) return existing;
  const made = LIMITS[limit].map((window) => {
    const options = { ...window, keyPrefix: `lockstep:limit:${limit}:${window.duration}` };
    return new RateLimiterRedis({
      ...options,
      storeClient: redis(),
      // Without Redis each process counts for itself, and stricter, as there may be several of them.
      insuranceLimiter: new RateLimiterMemory({ ...options, points: Math.ceil(options.points / 2) }),
    });
  });
  limiters.set(limit, made);
  return made;
}

/**
 * Counts one try of `who` (a shopper's id, an address), across all processes. A refused try counts too.
 * @throws DomainError RATE_LIMITED, with `retryAfter` in seconds, when there were too many.
 */
export async function countTry(limit: Limit, who: string): Promise<void> {
  if (env().RATE_LIMIT === "off") return;
  const counts = await Promise.allSettled(limitersFor(limit).map((limiter) => limiter.consume(who)));
  const refusals = counts.flatMap((count) => (count.status === "rejected" ? [count.reason as unknown] : []));
  const failure = refusals.find((reason) => !(reason instanceof RateLimiterRes));
  if (failure) throw failure;
  if (refusals.length === 0) return;
  const waits = refusals.map((reason) => (reason instanceof RateLimiterRes ? reason.msBeforeNext : 0));
  const retryAfter = Math.max(1, Math.ceil(Math.max(...waits) / 1000));
  securityEvent("limit.refused", who, { limit });
  throw new DomainError("RATE_LIMITED", `Too many requests. Try again in ${retryAfter} s.`, { retryAfter });
}

/** The last try of `who` was no guess: it does not count. */
export async function giveBackTry(limit: Limit, who: string): Promise<void> {
  if (env().RATE_LIMIT === "off") return;
  await Promise.allSettled(limitersFor(limit).map((limiter) => limiter.reward(who)));
}

/** `who` has proven to be somebody: earlier tries count no more. */
export async function forgetTries(limit: Limit, who: string): Promise<void> {
  if (env().RATE_LIMIT === "off") return;
  await Promise.allSettled(limitersFor(limit).map((limiter) => limiter.delete(who)));
}
