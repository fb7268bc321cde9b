/** What happened to a lock; times in milliseconds. */
export type LockEvent =
  | { readonly type: "queued"; readonly keys: readonly string[]; readonly position: number }
  | {
      readonly type: "acquired";
      readonly keys: readonly string[];
      readonly token: bigint;
      readonly waitMs: number;
    }
  /** tryAcquire came to nothing. */
  | { readonly type: "refused"; readonly keys: readonly string[] }
  | { readonly type: "timed-out"; readonly keys: readonly string[]; readonly waitMs: number }
  /** Ended before its holder gave it back. */
  | HeldEvent<"lost">
  /** Given back, and Redis has said so. */
  | HeldEvent<"released">
  /** Given back by its holder, which Redis never confirmed: it ended with its lease. */
  | HeldEvent<"expired">
  /** Locks can't be taken: the first error of an outage. */
  | { readonly type: "down"; readonly error: Error }
  /** They can again. */
  | { readonly type: "up"; readonly downMs: number }
  /** Redis answered a command with an error; the same error is reported once a minute. */
  | { readonly type: "error"; readonly error: Error };

interface HeldEvent<Type extends string> {
  readonly type: Type;
  readonly keys: readonly string[];
  readonly token: bigint;
  readonly heldMs: number;
}

/** A key that is held or waited for, as `inspect` sees it. */
export interface LockView {
  readonly key: string;
  /** The process that holds it, as it named itself; null when nobody does. */
  readonly holder: string | null;
  readonly token: string | null;
  readonly heldMs: number;
  /** What is left of the lease. */
  readonly leaseMs: number;
  readonly waiting: number;
  readonly queue: readonly { readonly holder: string; readonly waitingMs: number }[];
}
