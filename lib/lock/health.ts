/** Whether locks can be taken now. */
export interface LockHealth {
  /** Commands can be sent, messages are heard, and the last command was answered. */
  readonly up: boolean;
  /** Since when it is up, or down. */
  readonly since: Date;
  /** What went wrong last: with the connections, or an error that Redis answered. */
  readonly lastError: Error | null;
}

/** Remembers when a manager's connections came up or went down, and what went wrong last. */
export class HealthRecord {
  #up = false;
  #since = new Date();
  #lastError: Error | null = null;

  /** Takes note of whether the connections work now. */
  note(up: boolean): void {
    if (up === this.#up) return;
    this.#up = up;
    this.#since = new Date();
  }

  /** Takes note of what went wrong. */
  fail(error: unknown): void {
    this.#lastError = error instanceof Error ? error : new Error(String(error));
  }

  read(): LockHealth {
    return { up: this.#up, since: this.#since, lastError: this.#lastError };
  }
}
