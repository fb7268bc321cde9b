/** Base of everything that the lock throws by itself; `code` tells the cases apart. */
export abstract class LockError extends Error {
  abstract readonly code: "LOCK_TIMEOUT" | "LOCK_UNAVAILABLE" | "LOCK_LOST" | "LOCK_NESTED";
  abstract readonly keys: readonly string[];
}

/** The lock was not to be had within `waitMs`. */
export class LockTimeoutError extends LockError {
  override readonly name = "LockTimeoutError";
  readonly code = "LOCK_TIMEOUT";
  readonly keys: readonly string[];
  readonly waitMs: number;
  /** The last known place in line; 1 is next. */
  readonly position: number;
  /** The last known holder of the lock, or null. */
  readonly holder: string | null;

  constructor(keys: readonly string[], waitMs: number, position: number, holder: string | null) {
    super(
      `no lock of ${keys.join(", ")} within ${waitMs} ms (place ${position}, held by ${holder ?? "nobody"})`,
    );
    this.keys = keys;
    this.waitMs = waitMs;
    this.position = position;
    this.holder = holder;
  }
}

/** Redis can't be reached, or refuses, or the manager is closed. Nothing is held. The `cause` says why. */
export class LockUnavailableError extends LockError {
  override readonly name = "LockUnavailableError";
  readonly code = "LOCK_UNAVAILABLE";
  readonly keys: readonly string[];

  constructor(keys: readonly string[], reason: string, options?: ErrorOptions) {
    super(`no lock of ${keys.join(", ")}: ${reason}`, options);
    this.keys = keys;
  }
}

/** The lock ended before its holder gave it back: the lease ran out, or somebody took it by force. */
export class LockLostError extends LockError {
  override readonly name = "LockLostError";
  readonly code = "LOCK_LOST";
  readonly keys: readonly string[];
  readonly token: bigint;

  constructor(keys: readonly string[], token: bigint) {
    super(`lost the lock of ${keys.join(", ")} (token ${token})`);
    this.keys = keys;
    this.token = token;
  }
}

/** The caller works under a lock of one of these keys already: it would wait for itself. */
export class LockNestedError extends LockError {
  override readonly name = "LockNestedError";
  readonly code = "LOCK_NESTED";
  readonly keys: readonly string[];

  constructor(keys: readonly string[]) {
    super(`the caller already holds ${keys.join(", ")}: a lock is not re-entrant; take all keys at once`);
    this.keys = keys;
  }
}

/**
 * Whether an error is the lock's, with this code. By the code, not by the class: a bundler may put several copies
 * of this module into one process, whose classes are strangers to each other.
 */
export function isLockError(error: unknown, code: LockError["code"]): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
