import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { redis } from "#lib/redis/client.ts";

/** How many tries in how many seconds, for each thing that is limited. */
const LIMITS = {
  /** One shopper's mutations: far above what hands can do, far below what a loop can. */
  mutation: { points: 120, duration: 10 },
  /** Sign-ins and sign-ups from one address, where each try costs us a slow password hash. */
  signIn: { points: 60, duration: 60 },
  signUp: { points: 60, duration: 60 },
} as const;

/** What is limited. */
export type Limit = keyof typeof LIMITS;

const limiters = new Map<Limit, RateLimiterRedis>();

function limiterFor(limit: Limit): RateLimiterRedis {
  const existing = limiters.get(limit);
  if (existing) return existing;
  const options = { ...LIMITS[limit], keyPrefix: `lockstep:limit:${limit}` };
  const limiter = new RateLimiterRedis({
    ...options,
    storeClient: redis(),
    // Without Redis each process counts for itself, and stricter, as there may be several of them.
    insuranceLimiter: new RateLimiterMemory({ ...options, points: Math.ceil(options.points / 2) }),
  });
  limiters.set(limit, limiter);
  return limiter;
}

/**
 * Counts one try of `who` (a shopper's id, an address), across all processes.
 * @throws DomainError RATE_LIMITED, with `retryAfter` in seconds, when there were too many.
 */
export async function countTry(limit: Limit, who: string): Promise<void> {
  if (env().RATE_LIMIT === "off") return;
  try {
    await limiterFor(limit).consume(who);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    securityEvent("limit.refused", who, { limit });
    throw new DomainError("RATE_LIMITED", `Too many requests. Try again in ${retryAfter} s.`, { retryAfter });
  }
}
