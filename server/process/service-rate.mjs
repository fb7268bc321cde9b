/** Answers a second, as long as nothing else was measured. */
const FIRST_RATE = 400;
const WINDOW_MS = 500;
/** With fewer inside than this, a lane answers as many as come, not as many as it can. */
const BUSY_LEAST = 32;

/**
 * How fast a lane answers, measured in windows. Answers come in bursts, as batches are committed, so a window ends
 * when somebody asks, never with the first answer of a burst. Only a window in which the lane was busy all the time
 * lowers the rate: a few who come slowly say nothing of how many it could answer.
 */
export class ServiceRate {
  #rate = FIRST_RATE;
  #answered = 0;
  #leastInside = 0;
  #since;
  #now;

  /** @param {() => number} now milliseconds of a clock that only rises */
  constructor(now = () => performance.now()) {
    this.#now = now;
    this.#since = now();
  }

  /**
   * Somebody left, and so many are still inside.
   * @param {number} inside
   * @param {boolean} isAnswered
   */
  left(inside, isAnswered) {
    this.#leastInside = Math.min(this.#leastInside, inside);
    if (isAnswered) this.#answered += 1;
  }

  /**
   * Milliseconds until the last of those inside is answered.
   * @param {number} inside
   */
  waitMs(inside) {
    const age = this.#now() - this.#since;
    if (age >= WINDOW_MS) {
      const measured = (1_000 * this.#answered) / age;
      this.#rate =
        this.#leastInside < BUSY_LEAST
          ? Math.max(this.#rate, measured)
          : Math.max(1, (this.#rate + measured) / 2);
      this.#answered = 0;
      this.#leastInside = inside;
      this.#since = this.#now();
    }
    return (1_000 * inside) / this.#rate;
  }
}
