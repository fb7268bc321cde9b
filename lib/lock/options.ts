/** Options of one acquisition. */
export interface AcquireOptions {
  /** The longest wait in milliseconds, from the call; 0 tries once. */
  readonly waitMs: number;
  /** How long the lock outlives a holder that died, in milliseconds. A living holder renews it. */
  readonly leaseMs: number;
  /** Ends the wait: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** The highest token that the caller has seen on what the lock protects; the new one is above it. */
  readonly minToken?: bigint | undefined;
  /** How long Redis may be unreachable before the wait ends, in milliseconds. Default: the manager's. */
  readonly unavailableAfterMs?: number | undefined;
}

/** How a lock is tried for, without a wait. */
export type TryOptions = Omit<AcquireOptions, "waitMs">;

const MIN_LEASE_MS = 50;
const MAX_PASSES = 1_000;
const MAX_MS = 24 * 60 * 60 * 1000;
/** What Redis' Lua can spread over the arguments of one command, with room to spare. */
const MAX_KEYS = 1_000;
/** Tokens are counted in doubles there, exact below 2^53; the clock gets here in the year 2112. */
const MAX_TOKEN = 2n ** 52n;
/** Control characters, and halves of a pair, which UTF-8 can't tell apart. */
const UNFIT = /[\p{Cc}\p{Cs}]/u;

/**
 * Names end up in Redis side by side, split by NUL.
 * @throws TypeError when it is empty or has control characters.
 */
export function checkName(name: string, what: string): void {
  if (typeof name !== "string" || name === "" || UNFIT.test(name)) {
    throw new TypeError(`${what} must be a string, not empty, well-formed, without control characters`);
  }
}

/** @throws TypeError when it could not stand between the braces that keep a namespace in one hash slot. */
export function checkNamespace(namespace: string): void {
  checkName(namespace, "a namespace");
  if (/[{}]/.test(namespace)) throw new TypeError("a namespace must have no braces");
}

/** @throws RangeError when it is not a count. */
export function checkPasses(maxPasses: number): void {
  if (!Number.isInteger(maxPasses) || maxPasses < 0 || maxPasses > MAX_PASSES) {
    throw new RangeError(`maxPasses must be a whole number from 0 to ${MAX_PASSES}`);
  }
}

/**
 * Sorted and without repeats: one order for everybody.
 * @throws TypeError when there is no key, or a bad one; RangeError when there are more than a thousand.
 */
export function normalizeKeys(keys: string | readonly string[]): string[] {
  const given = typeof keys === "string" ? [keys] : [...keys];
  const list = isRising(given) ? given : [...new Set(given)].sort();
  if (list.length === 0) throw new TypeError("name at least one key to lock");
  if (list.length > MAX_KEYS) throw new RangeError(`lock at most ${MAX_KEYS} keys at once`);
  for (const key of list) checkName(key, "a key");
  return list;
}

/** @throws RangeError when a time or `minToken` makes no sense. */
export function checkOptions({
  waitMs,
  leaseMs,
  minToken = 0n,
  unavailableAfterMs = 0,
}: AcquireOptions): void {
  checkPatience(unavailableAfterMs);
  checkTime("waitMs", waitMs, 0);
  checkTime("leaseMs", leaseMs, MIN_LEASE_MS);
  if (typeof minToken !== "bigint" || minToken < 0n || minToken > MAX_TOKEN) {
    throw new RangeError("minToken must be a token that was seen");
  }
}

/** @throws RangeError when it is not a time. */
export function checkPatience(unavailableAfterMs: number): void {
  checkTime("unavailableAfterMs", unavailableAfterMs, 0);
}

function checkTime(name: string, ms: number, least: number): void {
  if (typeof ms === "number" && ms >= least && ms <= MAX_MS) return;
  throw new RangeError(`${name} must be a number of milliseconds from ${least} to a day`);
}

function isRising(list: readonly string[]): boolean {
  return list.every((key, at) => at === 0 || (list[at - 1] ?? "") < key);
}
