import type { Redis } from "ioredis";

/** Callbacks from a line about its connection. */
export interface LineEvents {
  /** A new connection is ready, and prepared. */
  onOpen(): void;
  /** The connection has ended, or none could be made. */
  onFailure(error: Error): void;
}

/** The pauses before another connection is made: 20 ms, then longer, up to this. */
const LONGEST_PAUSE_MS = 200;

/** Keeps one connection: makes another when it ends, or when somebody has found it dead. */
export class Line {
  readonly #make: () => Promise<Redis>;
  readonly #events: LineEvents;
  #redis: Redis | undefined;
  #isOpening = false;
  #isClosed = false;
  #failures = 0;

  /** `make` makes a connection that is ready for use. */
  constructor(make: () => Promise<Redis>, events: LineEvents) {
    this.#make = make;
    this.#events = events;
  }

  /** The connection, while it works. */
  get redis(): Redis | undefined {
    return this.#redis?.status === "ready" ? this.#redis : undefined;
  }

  /** Makes a connection where there is none. */
  open(): void {
    if (this.#redis || this.#isOpening || this.#isClosed) return;
    this.#isOpening = true;
    void this.#begin();
  }

  /** Gives the connection up, if it is still this one, and makes another. */
  replace(redis: Redis | undefined, error: Error): void {
    if (!redis || redis !== this.#redis) return;
    this.#redis = undefined;
    redis.disconnect();
    // A peer that is gone does not close its end, so do not wait for its replies.
    redis.stream?.destroy();
    if (this.#isClosed) return;
    this.#events.onFailure(error);
    this.open();
  }

  close(): void {
    this.#isClosed = true;
    this.#redis?.disconnect();
  }

  async #begin(): Promise<void> {
    try {
      const redis = await this.#make();
      this.#isOpening = false;
      if (this.#isClosed) redis.disconnect();
      else this.#adopt(redis);
    } catch (error) {
      this.#isOpening = false;
      if (this.#isClosed) return;
      this.#events.onFailure(error instanceof Error ? error : new Error(String(error)));
      this.#failures += 1;
      setTimeout(() => this.open(), Math.min(20 * this.#failures, LONGEST_PAUSE_MS)).unref();
    }
  }

  #adopt(redis: Redis): void {
    let reason = new Error("Redis closed the connection");
    redis.on("error", (error) => {
      reason = error;
    });
    redis.once("end", () => this.replace(redis, reason));
    this.#redis = redis;
    if (redis.status === "ready") {
      this.#failures = 0;
      this.#events.onOpen();
    } else this.replace(redis, reason);
  }
}
