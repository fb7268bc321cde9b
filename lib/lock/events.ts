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
  | {
      readonly type: "lost";
      readonly keys: readonly string[];
      readonly token: bigint;
      readonly heldMs: number;
    }
  | {
      readonly type: "released";
      readonly keys: readonly string[];
      readonly token: bigint;
      readonly heldMs: number;
    };

/** A held key, as `inspect` sees it. */
export interface LockView {
  readonly key: string;
  /** The process that holds it, as it named itself. */
  readonly holder: string;
  readonly token: string;
  readonly heldMs: number;
  /** What is left of the lease. */
  readonly leaseMs: number;
  readonly waiting: number;
  readonly queue: readonly { readonly holder: string; readonly waitingMs: number }[];
}
