import { LockTimeoutError } from "#lib/lock/index.ts";

interface Waiting {
  readonly keys: readonly string[];
  readonly begin: () => void;
}

/** The limits of one wait. */
interface Wait {
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Runs one job at a time for each key of this process, first come, first served; at most `most` jobs at once. */
export class KeyedQueue {
  readonly #waiting = new Set<Waiting>();
  readonly #held = new Set<string>();
  #running = 0;

  constructor(private readonly most: number) {}

  /**
   * Runs `work` as soon as no other job of this process runs on one of the keys.
   * @throws LockTimeoutError when it did not begin within `waitMs`; the signal's reason when that comes first;
   *   what `work` throws.
   */
  async run<T>(keys: readonly string[], wait: Wait, work: () => Promise<T>): Promise<T> {
    wait.signal?.throwIfAborted();
    await this.#begin(keys, wait);
    try {
      return await work();
    } finally {
      this.#running -= 1;
      for (const key of keys) this.#held.delete(key);
      this.#next();
    }
  }

  #begin(keys: readonly string[], { waitMs, signal }: Wait): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", leave);
      };
      const waiting = {
        keys,
        begin: () => {
          settle();
          resolve();
        },
      };
      const fail = (reason: unknown) => {
        settle();
        this.#waiting.delete(waiting);
        reject(reason);
        this.#next();
      };
      const leave = () => fail(signal?.reason);
      const timer = setTimeout(() => {
        const position = 1 + [...this.#waiting].indexOf(waiting);
        fail(new LockTimeoutError(keys, waitMs, position, null));
      }, waitMs);
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting.add(waiting);
      this.#next();
    });
  }

  /** Begins every job that can run. A job never overtakes an earlier one that shares a key. */
  #next(): void {
    const passed = new Set<string>();
    for (const waiting of this.#waiting) {
      if (this.#running >= this.most) return;
      const { keys, begin } = waiting;
      if (keys.some((key) => this.#held.has(key) || passed.has(key))) {
        for (const key of keys) passed.add(key);
        continue;
      }
      this.#waiting.delete(waiting);
      this.#running += 1;
      for (const key of keys) this.#held.add(key);
      begin();
    }
  }
}
