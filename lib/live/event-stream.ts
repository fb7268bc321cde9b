import type { Topic } from "#lib/page-tags/topics.ts";
import type { LiveHub, Watcher } from "./hub.ts";
import type { LiveNews } from "./schema.ts";

/** After so long without a read the browser counts as gone, though nobody said so. */
const STUCK_HEARTBEATS = 4;
/** Then the page comes back on its own; a page that is open for days moves to a new process so. */
const MAX_HEARTBEATS = 60;
const text = new TextEncoder();

/**
 * One page's stream. It keeps which topics have changed and not what they were, and writes only when the
 * browser takes it: a slow browser gets fewer and newer values, and costs no memory.
 */
export class EventStream implements Watcher {
  readonly body: ReadableStream<Uint8Array>;
  readonly #changed = new Set<Topic>();
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #isOpen = false;
  #heartbeats = 0;
  #unread = 0;

  constructor(
    private readonly hub: LiveHub,
    readonly topics: readonly Topic[],
    private readonly onClose: (stream: EventStream) => void,
  ) {
    this.body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      pull: () => this.#write(),
      cancel: () => this.#leave(),
    });
  }

  /** Sends everything that is watched; from here on what changes. */
  open(): void {
    this.#changed.clear();
    this.#send("snapshot", this.hub.newsOf(this.topics));
    this.#isOpen = true;
  }

  tell(changed: readonly Topic[]): void {
    for (const topic of changed) this.#changed.add(topic);
    this.#write();
  }

  /** A sign of life with the shop's clock; ends a stream that nobody reads, or that is old. */
  heartbeat(): void {
    this.#heartbeats += 1;
    this.#unread = this.#isTaken() ? 0 : this.#unread + 1;
    if (this.#unread >= STUCK_HEARTBEATS || this.#heartbeats >= MAX_HEARTBEATS) this.close();
    else if (this.#isTaken()) this.#send("clock", this.hub.newsOf([]));
  }

  /** Ends the stream; the browser asks again, somewhere. */
  close(): void {
    this.#controller?.close();
    this.#leave();
  }

  #leave(): void {
    if (!this.#controller) return;
    this.#controller = undefined;
    this.hub.leave(this);
    this.onClose(this);
  }

  #isTaken(): boolean {
    return (this.#controller?.desiredSize ?? 0) > 0;
  }

  #write(): void {
    if (!this.#isOpen || this.#changed.size === 0 || !this.#isTaken()) return;
    const news = this.hub.newsOf(this.#changed);
    this.#changed.clear();
    this.#send("change", news);
  }

  #send(event: "snapshot" | "change" | "clock", news: LiveNews): void {
    this.#controller?.enqueue(text.encode(`event: ${event}\ndata: ${JSON.stringify(news)}\n\n`));
  }
}
