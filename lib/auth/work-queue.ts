import { DomainError } from "#lib/errors.ts";

/** Runs work a few at a time, in the order in which it came, and refuses what would wait too long. */
export class WorkQueue {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** @throws DomainError UNAVAILABLE when there is no place; whatever the work throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.atOnce) await this.#turn();
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The place goes directly to the next waiting job, so that no new job takes it first.
      if (next) next();
      else this.#running -= 1;
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.mostWaiting)
      throw new DomainError("UNAVAILABLE", "Too many people sign in right now. Try again in a moment.");
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
