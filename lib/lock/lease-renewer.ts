import type { HeldLock } from "./held-lock.ts";
import type { LockCommands } from "./lock-commands.ts";

/** A lease is renewed when a third of it has gone; a failed renewal is tried again after a tenth. */
const RENEW_AT = 1 / 3;
const RETRY_AT = 1 / 10;

interface Kept {
  readonly lock: HeldLock;
  dueAt: number;
}

/**
 * Renews the leases of all locks that a process holds, with one timer and one command for all that are due, or
 * will be soon. What the server no longer knows is lost; so is what could not be renewed until its lease had
 * surely ended.
 */
export class LeaseRenewer {
  readonly #commands: LockCommands;
  readonly #onLost: (lock: HeldLock) => void;
  readonly #kept = new Map<string, Kept>();
  #timer: NodeJS.Timeout | undefined;
  #firesAt = Number.POSITIVE_INFINITY;

  constructor(commands: LockCommands, onLost: (lock: HeldLock) => void) {
    this.#commands = commands;
    this.#onLost = onLost;
  }

  keep(lock: HeldLock): void {
    const kept = { lock, dueAt: lock.validUntil - lock.leaseMs * (1 - RENEW_AT) };
    this.#kept.set(lock.id, kept);
    this.#fireBy(kept.dueAt);
  }

  /** Whether the lock was still kept: not given back or lost before. */
  forget(lock: HeldLock): boolean {
    return this.#kept.delete(lock.id);
  }

  find(id: string): HeldLock | undefined {
    return this.#kept.get(id)?.lock;
  }

  get held(): HeldLock[] {
    return [...this.#kept.values()].map(({ lock }) => lock);
  }

  /** Marks a lock as lost, which aborts its signal. */
  lose(lock: HeldLock): void {
    if (!this.#kept.delete(lock.id)) return;
    lock.markLost();
    this.#onLost(lock);
  }

  /** Renews all leases now: after a lost connection, in which others may have taken this process for dead. */
  renewAll(): void {
    const now = performance.now();
    for (const kept of this.#kept.values()) kept.dueAt = now;
    this.#reschedule();
  }

  #fireBy(at: number): void {
    if (at >= this.#firesAt) return;
    clearTimeout(this.#timer);
    this.#firesAt = at;
    this.#timer = setTimeout(() => void this.#fire(), Math.max(0, at - performance.now()));
    this.#timer.unref();
  }

  async #fire(): Promise<void> {
    this.#firesAt = Number.POSITIVE_INFINITY;
    const sentAt = performance.now();
    for (const { lock } of this.#kept.values()) if (lock.validUntil <= sentAt) this.lose(lock);
    // Those that will be due soon go along.
    const due = [...this.#kept.values()].filter(
      ({ lock, dueAt }) => dueAt <= sentAt + lock.leaseMs * RETRY_AT,
    );
    // Due again soon in case that this renewal fails; a success moves it on.
    for (const one of due) one.dueAt = sentAt + one.lock.leaseMs * RETRY_AT;
    this.#reschedule();
    if (due.length > 0) await this.#renew(due, sentAt);
  }

  async #renew(due: Kept[], sentAt: number): Promise<void> {
    try {
      const renewed = await this.#commands.renew(due.map(({ lock }) => lock));
      for (const [index, one] of due.entries()) {
        if (renewed[index] === true) extend(one, sentAt);
        else this.lose(one.lock);
      }
    } catch {
      // Redis is away: tried again when due, until the lease has surely ended.
    }
    this.#reschedule();
  }

  #reschedule(): void {
    for (const { lock, dueAt } of this.#kept.values()) this.#fireBy(Math.min(dueAt, lock.validUntil));
  }
}

function extend(kept: Kept, sentAt: number): void {
  const { lock } = kept;
  lock.validUntil = sentAt + lock.leaseMs;
  kept.dueAt = sentAt + lock.leaseMs * RENEW_AT;
}
