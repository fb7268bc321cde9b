import { hostname } from "node:os";
import { sql } from "drizzle-orm";
import { writeDb } from "#db/client.ts";
import { requireDatabase } from "#db/database-state.ts";
import { env } from "#lib/env.ts";
import {
  createLockManager,
  isLockError,
  type Lock,
  type LockEvent,
  type LockManager,
} from "#lib/lock/index.ts";
import { log } from "#lib/observability/log.ts";
import { observeLock } from "#lib/observability/observe-lock.ts";
import { spanned } from "#lib/observability/trace.ts";
import { redis } from "#lib/redis/client.ts";
import { redisFailed } from "#lib/redis/failure.ts";
import { Circuit, isCircuitOpen } from "./circuit.ts";
import type { KeyHold } from "./key-hold.ts";
import { KeyedQueue } from "./keyed-queue.ts";
import { RowLock } from "./row-lock.ts";
import { noteLockEvent } from "./shared-lock-stats.ts";
import { isStaleToken } from "./stale-token.ts";
import { withinWorkDeadline } from "./work-deadline.ts";

/** How long each flow waits for its lock, and for how long a dead holder can block the others. */
export const LOCK_TIMES = {
  checkout: { waitMs: 20_000, leaseMs: 10_000 },
  claim: { waitMs: 20_000, leaseMs: 10_000 },
  topUp: { waitMs: 20_000, leaseMs: 10_000 },
  admin: { waitMs: 5_000, leaseMs: 10_000 },
} as const;

/** How long calls wait for Redis when it becomes unreachable: a failover that is shorter fails none of them. */
const FAILOVER_MS = 3_000;

/** The waits and leases of one flow, in milliseconds. */
export interface LockTimes {
  readonly waitMs: number;
  readonly leaseMs: number;
}

/** Options of one wait: the signal ends it with its reason; work that has begun is finished. */
interface WaitOptions extends LockTimes {
  readonly signal?: AbortSignal | undefined;
}

export const productKey = (productId: string) => `lock:product:${productId}`;
export const couponKey = (couponId: string) => `lock:coupon:${couponId}`;
export const userKey = (userId: string) => `lock:user:${userId}`;

/** The locks of every product in a cart; `lib/lock` puts them in one order for everybody. */
export const productKeys = (items: readonly { productId: string }[]) =>
  items.map(({ productId }) => productKey(productId));

/** The key that a process tries the lock out with; nobody else wants it. */
const PROBE_KEY = `probe:${hostname()}:${process.pid}`;
/** A probe that died is forgotten soon. */
const PROBE = { leaseMs: 2_000, unavailableAfterMs: 250 } as const;

interface ProcessLocks {
  readonly manager: LockManager;
  readonly circuit: Circuit;
  /** The way without Redis. */
  readonly keyedQueue: KeyedQueue;
}

// Shared by the pages' and the routes' copies of this module, as in db/client.ts.
const cache = globalThis as typeof globalThis & { lockstepLocks?: ProcessLocks };

function processLocks(): ProcessLocks {
  cache.lockstepLocks ??= start();
  return cache.lockstepLocks;
}

function start(): ProcessLocks {
  const onEvent = (event: LockEvent) => {
    const isProbe = "keys" in event && event.keys[0] === PROBE_KEY;
    if (isProbe) return;
    observeLock(event);
    // Marks of requests that are at work are no locks that anybody waits for.
    if ("keys" in event && event.keys[0]?.startsWith("lock:")) noteLockEvent(event);
  };
  const manager = createLockManager({ redis: redis(), onEvent, unavailableAfterMs: FAILOVER_MS });
  const probe = async () => (await manager.tryAcquire(PROBE_KEY, PROBE))?.release();
  const circuit = new Circuit(probe, (isOpen, reason) => {
    if (!isOpen) return log().info("the lock is back; selling under it again");
    log().error({ err: reason }, "the lock can't be had; selling under PostgreSQL's row locks");
    redisFailed();
  });
  // One connection is left for what waits for nobody.
  return { manager, circuit, keyedQueue: new KeyedQueue(Math.max(1, env().DB_WRITE_CONNECTIONS - 1)) };
}

/** The process's lock manager. */
export const locks = (): LockManager => processLocks().manager;

/** Whether the shop sells under the lock; it does without while Redis is away. */
export const isLockUp = (): boolean => !processLocks().circuit.isOpen;

/** Gives back what the process holds; for scripts and tests. */
export async function closeLocks(): Promise<void> {
  const open = cache.lockstepLocks;
  delete cache.lockstepLocks;
  open?.circuit.stop();
  await open?.manager.close();
}

/** How often work is tried under the lock before it is done without it. */
const TRIES = 2;

/**
 * Runs `work`, a database transaction, while holding the locks of `keys`; they are released after it committed. The
 * database has the last word:
 * - what committed is done, also when the lock was found lost afterwards: the fence let it through;
 * - what the fence refused, because a later holder wrote the row first, is tried once more with a token above the one
 *   that refused it; and then, as when the lock can't be had, under the row locks of PostgreSQL alone.
 * @throws LockTimeoutError, DatabaseAwayError, and whatever `work` throws.
 */
export async function withLocks<T>(
  keys: string[],
  times: WaitOptions,
  work: (hold: KeyHold) => Promise<T>,
): Promise<T> {
  const own = processLocks();
  const { circuit } = own;
  const endsAt = performance.now() + times.waitMs;
  // A process that can't reach the database would hold the keys in vain, while other machines sell.
  await requireDatabase();
  let minToken: bigint | undefined;
  for (let tries = 1; tries <= TRIES && !circuit.isOpen; tries += 1) {
    try {
      return await underLock(own, keys, { ...times, minToken, waitMs: leftUntil(endsAt) }, work);
    } catch (error) {
      // Nothing was done yet in any of these cases.
      if (isStaleToken(error)) minToken = error.fence;
      else if (isLockError(error, "LOCK_UNAVAILABLE")) circuit.open(error);
      else if (!(isCircuitOpen(error) || isLockError(error, "LOCK_LOST"))) throw error;
    }
  }
  return underRowLocks(own, keys, { waitMs: leftUntil(endsAt), signal: times.signal }, work);
}

const leftUntil = (instant: number) => Math.max(1, instant - performance.now());

async function underLock<T>(
  own: ProcessLocks,
  keys: string[],
  options: WaitOptions & { minToken: bigint | undefined },
  work: (hold: KeyHold) => Promise<T>,
): Promise<T> {
  const lock = await spanned("lock", () => acquireUnlessOpen(own, keys, options));
  try {
    // The batch before this one may have found out meanwhile that the database is away.
    await requireDatabase();
    return await spanned("transaction", () => withinWorkDeadline(work(lock)));
  } finally {
    await spanned("release", () => releaseUnlessOpen(own, lock));
  }
}

/** @throws CircuitOpenError as soon as Redis is known to be away; what comes after that is given back. */
async function acquireUnlessOpen(
  { circuit, manager }: ProcessLocks,
  keys: string[],
  options: WaitOptions & { minToken?: bigint | undefined },
): Promise<Lock> {
  options.signal?.throwIfAborted();
  const left = new AbortController();
  const leave = () => left.abort(options.signal?.reason);
  options.signal?.addEventListener("abort", leave, { once: true });
  const acquiring = manager.acquire(keys, { ...options, signal: left.signal });
  try {
    return await circuit.unlessOpen(acquiring);
  } catch (error) {
    if (isCircuitOpen(error)) {
      acquiring.then(
        (lock) => lock.release(),
        () => {},
      );
      left.abort(error);
    }
    throw error;
  } finally {
    options.signal?.removeEventListener("abort", leave);
  }
}

/** The lease ends by itself where nobody can be told. */
async function releaseUnlessOpen({ circuit }: ProcessLocks, lock: Lock): Promise<void> {
  await circuit.unlessOpen(lock.release()).catch(() => {});
}

async function underRowLocks<T>(
  { keyedQueue }: ProcessLocks,
  keys: string[],
  options: Omit<WaitOptions, "leaseMs">,
  work: (hold: KeyHold) => Promise<T>,
): Promise<T> {
  return keyedQueue.run(keys, options, async () =>
    spanned("transaction", async () => withinWorkDeadline(work(new RowLock(keys, await clockToken())))),
  );
}

/** The database's clock in microseconds, which the tokens of the lock are counted by. */
async function clockToken(): Promise<bigint> {
  const [row] = await writeDb().execute<{ token: string }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000000)::bigint::text as token`,
  );
  if (!row) throw new Error("the database does not know the time");
  return BigInt(row.token);
}

const marked = new Set<string>();

/**
 * Marks a key as being at work, or null when it is. In this process always, in all of them while the lock is there.
 */
export async function tryMark(key: string, leaseMs: number): Promise<{ release(): Promise<void> } | null> {
  if (marked.has(key)) return null;
  marked.add(key);
  const own = processLocks();
  try {
    const lock = isLockUp() ? await acquireUnlessOpen(own, [key], { waitMs: 0, leaseMs }) : null;
    return {
      release: async () => {
        marked.delete(key);
        if (lock) await releaseUnlessOpen(own, lock);
      },
    };
  } catch (error) {
    if (isCircuitOpen(error) || isLockError(error, "LOCK_UNAVAILABLE")) {
      if (!isCircuitOpen(error)) own.circuit.open(error);
      return { release: async () => void marked.delete(key) };
    }
    marked.delete(key);
    if (isLockError(error, "LOCK_TIMEOUT")) return null;
    throw error;
  }
}
