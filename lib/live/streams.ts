import { DomainError } from "#lib/errors.ts";
import type { Topic } from "#lib/page-tags/topics.ts";
import { EventStream } from "./event-stream.ts";
import type { LiveHub } from "./hub.ts";
import type { LiveNews } from "./schema.ts";

/** How many streams one process carries, in all and for one address. */
export interface StreamLimits {
  readonly all: number;
  readonly perAddress: number;
}

/** The open streams of a process. */
export class LiveStreams {
  readonly #streams = new Set<EventStream>();
  readonly #byAddress = new Map<string, number>();
  #size = 0;
  #isClosed = false;

  constructor(
    private readonly hub: LiveHub,
    private readonly limits: StreamLimits,
  ) {}

  get size(): number {
    return this.#size;
  }

  /**
   * A stream that begins with the present values of its topics and goes on with their changes, until `gone`.
   * When the process is stopping it ends with the present values: whoever comes again comes to another one.
   * @throws DomainError RATE_LIMITED for too many of one address, UNAVAILABLE when the process carries all it can; and
   *   what reading the values throws.
   */
  async open(
    topics: readonly Topic[],
    address: string,
    gone: AbortSignal,
  ): Promise<ReadableStream<Uint8Array>> {
    this.#admit(address);
    const stream = new EventStream(this.hub, topics, (closed) => {
      this.#streams.delete(closed);
      this.#count(address, -1);
    });
    this.#count(address, 1);
    this.#streams.add(stream);
    gone.addEventListener("abort", () => stream.close(), { once: true });
    try {
      gone.throwIfAborted();
      await this.hub.join(stream);
    } catch (error) {
      stream.close();
      throw error;
    }
    stream.open();
    if (this.#isClosed) stream.close();
    return stream.body;
  }

  /** The present values, once: for browsers that can't hold a stream. */
  async once(topics: readonly Topic[]): Promise<LiveNews> {
    const watcher = { topics, tell: () => {} };
    await this.hub.join(watcher);
    const news = this.hub.newsOf(topics);
    this.hub.leave(watcher);
    return news;
  }

  /** A sign of life for everybody. */
  heartbeat(): void {
    for (const stream of this.#streams) stream.heartbeat();
  }

  /** Ends every stream, and from now on each at its beginning: the process is stopping, another one takes over. */
  close(): void {
    this.#isClosed = true;
    for (const stream of this.#streams) stream.close();
  }

  #admit(address: string): void {
    if (this.#size >= this.limits.all) {
      throw new DomainError("UNAVAILABLE", "No more live pages can be served for a moment.");
    }
    if ((this.#byAddress.get(address) ?? 0) >= this.limits.perAddress) {
      const detail = "Too many live pages are open from here.";
      throw new DomainError("RATE_LIMITED", detail, { retryAfter: 10 });
    }
  }

  #count(address: string, by: 1 | -1): void {
    this.#size += by;
    const count = (this.#byAddress.get(address) ?? 0) + by;
    if (count > 0) this.#byAddress.set(address, count);
    else this.#byAddress.delete(address);
  }
}
