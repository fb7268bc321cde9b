/** Whether locks can be taken now. */
export interface LockHealth {
  /** Commands can be sent, messages are heard, and Redis did not refuse the last command. */
  readonly up: boolean;
  /** Since when it is up, or down. */
  readonly since: Date;
  /** What went wrong last: with the connections, or an error that Redis answered. */
  readonly lastError: Error | null;
}

/** Callbacks from a health record. */
export interface HealthEvents {
  /** The first error of an outage. */
  onDown(error: Error): void;
  /** The end of it. */
  onUp(downMs: number): void;
  /** Redis answered a command with an error; the same error is reported once in a while. */
  onError(error: Error): void;
}

/** How long a reported error is not reported again. */
const QUIET_MS = 60_000;

/** Remembers since when locks can be taken, or not, and what went wrong last. */
export class HealthRecord {
  readonly #events: HealthEvents;
  #up = false;
  #since = new Date();
  #lastError: Error | null = null;
  /** When the reported outage began, by the monotonic clock. */
  #downAt: number | undefined;
  readonly #toldAt = new Map<string, number>();

  constructor(events: HealthEvents) {
    this.#events = events;
  }

  /** How long locks can't be taken now; 0 when they can. */
  get downMs(): number {
    return this.#downAt === undefined ? 0 : performance.now() - this.#downAt;
  }

  get lastError(): Error | null {
    return this.#lastError;
  }

  /** Locks can be taken. */
  works(): void {
    this.#turn(true);
    if (this.#downAt === undefined) return;
    const downMs = performance.now() - this.#downAt;
    this.#downAt = undefined;
    this.#events.onUp(downMs);
  }

  /** Locks can't be taken, for this reason. */
  fails(error: Error): void {
    this.#lastError = error;
    this.#turn(false);
    if (this.#downAt !== undefined) return;
    this.#downAt = performance.now();
    this.#events.onDown(error);
  }

  /** One command was refused. */
  notes(error: Error): void {
    this.#lastError = error;
    const now = performance.now();
    const code = error.message.split(" ", 1)[0] ?? "";
    if (now - (this.#toldAt.get(code) ?? Number.NEGATIVE_INFINITY) < QUIET_MS) return;
    this.#toldAt.set(code, now);
    this.#events.onError(error);
  }

  read(): LockHealth {
    return { up: this.#up, since: this.#since, lastError: this.#lastError };
  }

  #turn(up: boolean): void {
    if (up !== this.#up) this.#since = new Date();
    this.#up = up;
  }
}
