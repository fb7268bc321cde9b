interface Owed {
  ticks: number;
  readonly reject: (error: Error) => void;
}

/** In so many parts is the limit counted: an answer is overdue when it has missed them all. */
const TICKS = 4;

/**
 * Puts a limit on answers that a server owes, with one coarse timer for all of them: ioredis' own limits set and
 * clear two timers a command, which costs as much as all else that an uncontended lock does here. Time is counted
 * in ticks of that timer, between which answers are read: a process that was blocked blames nobody.
 */
export class ReplyTimeout {
  readonly #owed = new Set<Owed>();
  readonly #limitMs: number;
  readonly #onTimeout: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** `limitMs` is kept to within a quarter; `onTimeout` hears that an answer did not come in time. */
  constructor(limitMs: number, onTimeout: () => void) {
    this.#limitMs = limitMs;
    this.#onTimeout = onTimeout;
  }

  /** Whether an answer is owed now. */
  get isOwed(): boolean {
    return this.#owed.size > 0;
  }

  /** The answer, or an Error when it does not come in time. */
  limit<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const owed = { ticks: 0, reject };
      this.#owed.add(owed);
      this.#watch();
      const settled = () => this.#owed.delete(owed);
      answer.then(
        (value) => {
          settled();
          resolve(value);
        },
        (error: unknown) => {
          settled();
          reject(error);
        },
      );
    });
  }

  #watch(): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tick();
      if (this.#owed.size > 0) this.#watch();
    }, this.#limitMs / TICKS);
  }

  #tick(): void {
    let isLate = false;
    for (const owed of this.#owed) {
      owed.ticks += 1;
      // The first tick may come right after the command.
      if (owed.ticks <= TICKS) continue;
      isLate = true;
      this.#owed.delete(owed);
      owed.reject(new Error(`Redis owes an answer for ${this.#limitMs} ms`));
    }
    if (isLate) this.#onTimeout();
  }
}
