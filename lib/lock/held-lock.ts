import { LockLostError } from "./errors.ts";

declare const madeByManager: unique symbol;

/**
 * A lock that is held, or was. Only a manager makes one, so a function that asks for one can't be called
 * by code that forgot to lock.
 */
export interface Lock {
  readonly [madeByManager]: true;
  /** The locked keys, sorted, each once. */
  readonly keys: readonly string[];
  /** The fencing token: above that of every earlier holder of any of the keys. */
  readonly token: bigint;
  /** Aborted, with a LockLostError, when the lock is lost while held. */
  readonly signal: AbortSignal;
  /** Whether it was lost while held. */
  readonly isLost: boolean;
  /** How long the lock is surely held from now on, in milliseconds, if nothing renews it; 0 when it has ended. */
  readonly remainingMs: number;
  /** Whether all of these keys are among the locked ones. */
  covers(keys: readonly string[]): boolean;
  /**
   * Gives the lock back and hands it on. Idempotent, and never rejects: what can't be sent now is sent until the
   * lease has ended by itself.
   */
  release(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a manager does for its locks. */
export interface LockOwner {
  giveBack(lock: HeldLock): Promise<void>;
  /** The lease has surely ended, and nobody has noticed yet. */
  lose(lock: HeldLock): void;
}

/** What a grant says of a lock. */
export interface GrantedLock {
  readonly id: string;
  readonly keys: readonly string[];
  readonly token: bigint;
  readonly leaseMs: number;
  readonly validUntil: number;
  readonly request: LockRequest;
}

/** The request that a lock came from. */
export interface LockRequest {
  /** Whether it may still be on its way once more. */
  readonly mayBeLate: boolean;
}

/** The lock as its manager knows it. */
export class HeldLock implements Lock {
  declare readonly [madeByManager]: true;
  readonly id: string;
  readonly keys: readonly string[];
  readonly token: bigint;
  readonly leaseMs: number;
  readonly request: LockRequest;
  /** When, by this process's monotonic clock, the lease surely has ended. */
  validUntil: number;
  readonly heldSince = performance.now();
  readonly #owner: LockOwner;
  #lost: AbortController | undefined;
  #releasing: Promise<void> | undefined;

  constructor(owner: LockOwner, granted: GrantedLock) {
    this.#owner = owner;
    this.id = granted.id;
    this.keys = granted.keys;
    this.token = granted.token;
    this.leaseMs = granted.leaseMs;
    this.validUntil = granted.validUntil;
    this.request = granted.request;
  }

  get signal(): AbortSignal {
    this.#look();
    return this.#controller.signal;
  }

  get isLost(): boolean {
    this.#look();
    return this.#lost?.signal.aborted ?? false;
  }

  /** Whether it is held now. */
  get isHeld(): boolean {
    return !this.isLost && !this.#releasing;
  }

  get remainingMs(): number {
    return this.isHeld ? Math.max(0, this.validUntil - performance.now()) : 0;
  }

  covers(keys: readonly string[]): boolean {
    return keys.every((key) => this.keys.includes(key));
  }

  release(): Promise<void> {
    this.#look();
    this.#releasing ??= this.#owner.giveBack(this);
    return this.#releasing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release();
  }

  /** Aborts the signal: the work under the lock no longer holds it. */
  markLost(): void {
    this.#controller.abort(new LockLostError(this.keys, this.token));
  }

  /** After a pause of the whole process the lease may have ended before any timer has run. */
  #look(): void {
    if (!this.#releasing && performance.now() >= this.validUntil) this.#owner.lose(this);
  }

  /** Created at the first access: most locks are neither watched nor lost. */
  get #controller(): AbortController {
    this.#lost ??= new AbortController();
    return this.#lost;
  }
}
