interface Owed {
  readonly since: number;
  readonly reject: (error: Error) => void;
}

/**
 * Puts a limit on answers that a server owes, with one coarse timer for all of them: ioredis' own limits set and
 * clear two timers a command, which costs as much as all else that an uncontended lock does here.
 */
export class Overdue {
  readonly #owed = new Set<Owed>();
  #timer: NodeJS.Timeout | undefined;

  /** `limitMs` is kept to within a quarter; `onOverdue` hears of an answer that is twice as late. */
  constructor(
    private readonly limitMs: number,
    private readonly onOverdue: () => void,
  ) {}

  /** Whether an answer is owed now. */
  get isOwed(): boolean {
    return this.#owed.size > 0;
  }

  /** The answer, or an Error when it does not come in time. */
  limit<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const owed = { since: performance.now(), reject };
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
      this.#check(performance.now());
      if (this.#owed.size > 0) this.#watch();
    }, this.limitMs / 4);
  }

  /** The oldest come first. */
  #check(now: number): void {
    for (const { since, reject } of this.#owed) {
      if (now - since < this.limitMs) return;
      reject(new Error(`Redis owes an answer for ${this.limitMs} ms`));
      if (now - since < 2 * this.limitMs) continue;
      this.onOverdue();
      return;
    }
  }
}
