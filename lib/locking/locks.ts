import { createLockManager, isLockError, type Lock, type LockManager } from "#lib/lock/index.ts";
import { observeLock } from "#lib/observability/observe-lock.ts";
import { redis } from "#lib/redis/client.ts";
import { StaleTokenError } from "./stale-token.ts";
import { withinWorkDeadline } from "./work-deadline.ts";

/** How long each flow waits for its lock, and for how long a dead holder can block the others. */
export const LOCK_TIMES = {
  checkout: { waitMs: 20_000, leaseMs: 10_000 },
  claim: { waitMs: 20_000, leaseMs: 10_000 },
  topUp: { waitMs: 20_000, leaseMs: 10_000 },
  admin: { waitMs: 5_000, leaseMs: 10_000 },
} as const;

/** A failover of Redis that takes no longer than this is waited out, by who asks when it begins. */
const FAILOVER_MS = 3_000;

/** The waits and leases of one flow, in milliseconds. */
export interface LockTimes {
  readonly waitMs: number;
  readonly leaseMs: number;
}

export const productKey = (productId: string) => `lock:product:${productId}`;
export const couponKey = (couponId: string) => `lock:coupon:${couponId}`;
export const userKey = (userId: string) => `lock:user:${userId}`;

/** The locks of every product in a cart; `lib/lock` puts them in one order for everybody. */
export const productKeys = (items: readonly { productId: string }[]) =>
  items.map(({ productId }) => productKey(productId));

// Shared by the pages' and the routes' copies of this module, as in db/client.ts.
const cache = globalThis as typeof globalThis & { lockstepLocks?: LockManager };

/** The process's lock manager. */
export function locks(): LockManager {
  cache.lockstepLocks ??= createLockManager({
    redis: redis(),
    onEvent: observeLock,
    unavailableAfterMs: FAILOVER_MS,
  });
  return cache.lockstepLocks;
}

/** Gives back what the process holds; for scripts and tests. */
export async function closeLocks(): Promise<void> {
  const open = cache.lockstepLocks;
  delete cache.lockstepLocks;
  await open?.close();
}

/**
 * Runs `work`, a database transaction, while holding the locks of `keys`; they are released after it
 * committed. The database has the last word on both sides:
 * - what committed is done, also when the lock was found lost afterwards: the fence let it through;
 * - what the fence refused, because a later holder wrote the row first, is tried once more with a token
 *   above the one that refused it.
 * @throws LockTimeoutError, LockUnavailableError, LockLostError, and whatever `work` throws.
 */
export async function withLocks<T>(
  keys: string[],
  times: LockTimes,
  work: (lock: Lock) => Promise<T>,
): Promise<T> {
  try {
    return await holding(keys, times, work);
  } catch (error) {
    if (!(error instanceof StaleTokenError)) throw error;
    return await holding(keys, { ...times, floor: error.fence }, work);
  }
}

async function holding<T>(
  keys: string[],
  options: LockTimes & { floor?: bigint },
  work: (lock: Lock) => Promise<T>,
): Promise<T> {
  let committed: { answer: T } | undefined;
  try {
    return await locks().withLock(keys, options, async (lock) => {
      committed = { answer: await withinWorkDeadline(work(lock)) };
      return committed.answer;
    });
  } catch (error) {
    if (committed && isLockError(error, "LOCK_LOST")) return committed.answer;
    throw error;
  }
}
