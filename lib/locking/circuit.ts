/** How often the lock is tried out, and how soon it must be had. */
const PROBE_MS = 150;
const ANSWER_MS = 400;
/** The same until Redis was there once: a first connection takes longer. */
const FIRST_ANSWER_MS = 2_000;
/** So many times in a row it must be had again before anybody stands on it. */
const GOOD_PROBES = 4;

/** Takes the lock of a key that nobody else wants, and gives it back. */
export type Probe = () => Promise<void>;

/**
 * Whether the lock can be had at all. It is tried out all the time, so that a Redis that is gone, hangs, or refuses to
 * write is noticed within a second and nobody waits for it; and so is its return.
 */
export class Circuit {
  #isOpen = false;
  #wasClosed = false;
  #good = 0;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  readonly #waiting = new Set<(reason: Error) => void>();

  constructor(
    private readonly probe: Probe,
    private readonly onChange: (isOpen: boolean, reason: unknown) => void,
  ) {
    void this.#look();
  }

  /** Open: the lock can't be had, and nobody need try. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Somebody found out that the lock can't be had. */
  open(reason: unknown): void {
    this.#good = 0;
    if (this.#isOpen || this.#isStopped) return;
    this.#isOpen = true;
    const told = new CircuitOpenError({ cause: reason });
    for (const tell of this.#waiting) tell(told);
    this.#waiting.clear();
    this.onChange(true, reason);
  }

  /**
   * What is waited for, or CircuitOpenError as soon as the circuit is open.
   * @throws CircuitOpenError, or what the promise rejects with.
   */
  unlessOpen<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#isOpen) {
        promise.catch(() => {});
        reject(new CircuitOpenError());
        return;
      }
      this.#waiting.add(reject);
      const settled = () => this.#waiting.delete(reject);
      promise.then(
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

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    try {
      await inTime(this.probe(), this.#wasClosed || this.#isOpen ? ANSWER_MS : FIRST_ANSWER_MS);
      this.#wasClosed = true;
      this.#good += 1;
      if (this.#isOpen && this.#good >= GOOD_PROBES) this.#close();
    } catch (error) {
      this.open(error);
    }
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => void this.#look(), PROBE_MS);
    this.#timer.unref();
  }

  #close(): void {
    this.#isOpen = false;
    this.onChange(false, null);
  }
}

/** The lock can't be had now: Redis is away, hangs, or refuses to write. */
class CircuitOpenError extends Error {
  override readonly name = "CircuitOpenError";
  readonly code = "CIRCUIT_OPEN";

  constructor(options?: ErrorOptions) {
    super("the lock can't be had now", options);
  }
}

/** Whether the lock can't be had now. By code, as `isDomainError`: the pages' and the routes' copies share the circuit. */
export const isCircuitOpen = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "CIRCUIT_OPEN";

/** The answer, or an Error when it is late by its sender's fault, not because this process was busy. */
function inTime<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no answer within ${limitMs} ms`));
    // What came while the process was busy is read before the second look.
    const timer = setTimeout(() => setImmediate(() => setImmediate(late)), limitMs);
    timer.unref();
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
