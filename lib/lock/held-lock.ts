import { LockLostError } from "./errors.ts";

/**
 * A lock that is held, or was. Only a manager makes one, so a function that asks for one can't be called
 * by who forgot to lock.
 */
export class HeldLock {
  /** How long the lease now runs, and when, by this process's monotonic clock, it surely has ended. */
  leaseMs: number;
  validUntil: number;
  readonly heldSince = performance.now();
  #lost: AbortController | undefined;
  #releasing: Promise<void> | undefined;

  constructor(
    private readonly giveBack: (lock: HeldLock) => Promise<void>,
    readonly id: string,
    /** The locked keys, sorted, each once. */
    readonly keys: readonly string[],
    /** The fencing token: above that of every earlier holder of any of the keys. */
    readonly token: bigint,
    readonly wantedLeaseMs: number,
    lease: { ms: number; validUntil: number },
  ) {
    this.leaseMs = lease.ms;
    this.validUntil = lease.validUntil;
  }

  /** Aborted, with a LockLostError, when the lock is lost while held. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether it was lost while held. */
  get isLost(): boolean {
    return this.#lost?.signal.aborted ?? false;
  }

  /** How long the lock is surely held from now on, in milliseconds, if nothing renews it; 0 when it has ended. */
  get remainingMs(): number {
    if (this.isLost || this.#releasing) return 0;
    return Math.max(0, this.validUntil - performance.now());
  }

  /** Whether all of these keys are among the locked ones. */
  covers(keys: readonly string[]): boolean {
    return keys.every((key) => this.keys.includes(key));
  }

  /**
   * Gives the lock back and hands it on. Idempotent, and never rejects: when Redis can't be reached, the
   * release is sent when it is back, and the lease ends by itself before.
   */
  release(): Promise<void> {
    this.#releasing ??= this.giveBack(this);
    return this.#releasing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  /** Tells whoever works under the lock that it is no longer theirs. */
  markLost(): void {
    if (!this.isLost) this.#controller.abort(new LockLostError(this.keys, this.token));
  }

  /** Made when it is first asked for: most locks are neither watched nor lost. */
  get #controller(): AbortController {
    this.#lost ??= new AbortController();
    return this.#lost;
  }
}
