import type { LiveNews } from "#lib/live/schema.ts";
import type { Wish } from "./live-values.ts";

/** What tabs of one browser tell each other. */
interface TabMessage {
  readonly from: string;
  /** What the tab watches; nothing when it is hidden, goes away, or has its own stream. */
  readonly wishes?: readonly Wish[];
  /** It has just come: the others say what they watch, and it needs to hear how things stand. */
  readonly isNew?: boolean;
  readonly news?: LiveNews;
}

/** The wiring of tabs, as `BroadcastChannel` has it. */
export interface Wire {
  postMessage(message: unknown): void;
  addEventListener(type: "message", hear: (event: { data: unknown }) => void): void;
  close(): void;
}

interface Hearing {
  /** Somebody came, went, or watches something else; `isNew` for one that needs to hear how things stand. */
  onTabs(isNew: boolean): void;
  onNews(news: LiveNews): void;
}

/** So often each tab says that it is there. */
export const BEAT_MS = 4_000;
/** A tab that says nothing for so long was closed without a word, crashed, or hangs. */
export const GONE_MS = 12_000;

interface Other {
  wishes: readonly Wish[];
  heardAt: number;
}

/**
 * The tabs of this browser that are seen and watch something. The oldest of them leads: it holds the stream for
 * all and passes the news on, as over HTTP/1.1 a browser has six connections to the shop and no more. A tab that
 * watches nothing has no wire either: an open one would keep its page from being kept for the way back.
 */
export class LiveTabs {
  readonly #others = new Map<string, Other>();
  #own: readonly Wish[] = [];
  #wire: Wire | null = null;
  #heartbeat: ReturnType<typeof setInterval> | undefined;

  constructor(
    /** Sorts by age; no two tabs have the same. */
    private readonly id: string,
    private readonly connect: () => Wire,
    private readonly hearing: Hearing,
  ) {}

  get leads(): boolean {
    return this.#own.length > 0 && [...this.#others.keys()].every((other) => this.id < other);
  }

  /** Everything that this tab and the others watch. */
  get wishes(): Wish[] {
    return [this.#own, ...[...this.#others.values()].map(({ wishes }) => wishes)].flat();
  }

  /** Tells the others what this tab watches; nothing when it is not seen any more. */
  watch(wishes: readonly Wish[]): void {
    const isNew = this.#own.length === 0 && wishes.length > 0;
    const isSame = JSON.stringify(wishes) === JSON.stringify(this.#own);
    this.#own = wishes;
    if (isNew) this.#begin();
    if (!isSame) this.#tell({ wishes, isNew });
    if (wishes.length === 0) this.#end();
  }

  /** Passes on what the stream has told. */
  passOn(news: LiveNews): void {
    if (this.#others.size > 0) this.#tell({ news });
  }

  #begin(): void {
    this.#others.clear();
    const wire = this.connect();
    this.#wire = wire;
    wire.addEventListener("message", ({ data }) => {
      if (this.#wire === wire) this.#hear(data);
    });
    this.#heartbeat = setInterval(() => {
      this.#tell({ wishes: this.#own });
      this.#forgetGone();
    }, BEAT_MS);
  }

  #end(): void {
    clearInterval(this.#heartbeat);
    this.#wire?.close();
    this.#wire = null;
  }

  #tell(message: Omit<TabMessage, "from">): void {
    this.#wire?.postMessage({ from: this.id, ...message });
  }

  /** A tab of another version may say more, or other things: what is known of it counts. */
  #hear(data: unknown): void {
    const { from, wishes, isNew = false, news } = (data ?? {}) as Partial<TabMessage>;
    if (typeof from !== "string") return;
    const known = this.#others.get(from);
    if (known) known.heardAt = performance.now();
    if (news) this.hearing.onNews(news);
    if (!Array.isArray(wishes)) return;
    const isSame = JSON.stringify(wishes) === JSON.stringify(known?.wishes ?? []);
    if (wishes.length > 0) this.#others.set(from, { wishes, heardAt: performance.now() });
    else this.#others.delete(from);
    if (isNew) this.#tell({ wishes: this.#own });
    if (isNew || !isSame) this.hearing.onTabs(isNew);
  }

  #forgetGone(): void {
    const gone = [...this.#others].filter(([, { heardAt }]) => performance.now() - heardAt > GONE_MS);
    for (const [id] of gone) this.#others.delete(id);
    if (gone.length > 0) this.hearing.onTabs(false);
  }
}
