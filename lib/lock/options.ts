/** How one lock is asked for. */
export interface AcquireOptions {
  /** The longest wait in milliseconds, from the call; 0 tries once. */
  readonly waitMs: number;
  /** How long the lock outlives a holder that died, in milliseconds. A living holder renews it. */
  readonly leaseMs: number;
  /** Ends the wait: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** The highest token that the caller has seen on what the lock protects; the new one is above it. */
  readonly floor?: bigint | undefined;
}

const MIN_LEASE_MS = 50;
const MAX_MS = 24 * 60 * 60 * 1000;
/** What Redis' Lua can spread over the arguments of one command, with room to spare. */
const MAX_KEYS = 1_000;
/** Tokens are counted in doubles there, exact below 2^53; the clock gets here in the year 2112. */
const MAX_FLOOR = 2n ** 52n;
// Names of keys end up in a sorted set whose members are split by NUL: no control characters.
const CONTROL = /\p{Cc}/u;

/**
 * Sorted and without repeats: one order for everybody.
 * @throws TypeError when there is no key, or a bad one; RangeError when there are more than a thousand.
 */
export function normalizeKeys(keys: string | readonly string[]): string[] {
  const list = typeof keys === "string" ? [keys] : [...new Set(keys)].sort();
  if (list.length === 0) throw new TypeError("name at least one key to lock");
  if (list.length > MAX_KEYS) throw new RangeError(`lock at most ${MAX_KEYS} keys at once`);
  for (const key of list) {
    if (typeof key !== "string" || key === "" || CONTROL.test(key)) {
      throw new TypeError("a key must be a string, not empty, without control characters");
    }
  }
  return list;
}

/** @throws RangeError when a time or the floor makes no sense. */
export function checkOptions({ waitMs, leaseMs, floor = 0n }: AcquireOptions): void {
  if (!(waitMs >= 0 && waitMs <= MAX_MS)) throw new RangeError("waitMs must be from 0 to a day");
  if (!(leaseMs >= MIN_LEASE_MS && leaseMs <= MAX_MS)) {
    throw new RangeError(`leaseMs must be from ${MIN_LEASE_MS} to a day`);
  }
  if (!(floor >= 0n && floor <= MAX_FLOOR)) throw new RangeError("floor must be a token that was seen");
}
