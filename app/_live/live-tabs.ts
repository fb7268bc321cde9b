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
}

interface Hearing {
  /** Somebody came, went, or watches something else; `isNew` for one that needs to hear how things stand. */
  onTabs(isNew: boolean): void;
  onNews(news: LiveNews): void;
}

/**
 * The tabs of this browser that are seen and watch something. The oldest of them leads: it holds the stream for
 * all and passes the news on, as over HTTP/1.1 a browser has six connections to the shop and no more.
 */
export class LiveTabs {
  readonly #others = new Map<string, readonly Wish[]>();
  #own: readonly Wish[] = [];

  constructor(
    /** Sorts by age; no two tabs have the same. */
    private readonly id: string,
    private readonly wire: Wire,
    private readonly hearing: Hearing,
  ) {
    wire.addEventListener("message", ({ data }) => this.#hear(data as TabMessage));
  }

  get leads(): boolean {
    return this.#own.length > 0 && [...this.#others.keys()].every((other) => this.id < other);
  }

  /** Everything that this tab and the others watch. */
  get wishes(): Wish[] {
    return [this.#own, ...this.#others.values()].flat();
  }

  /** Tells the others what this tab watches; nothing when it is not seen any more. */
  watch(wishes: readonly Wish[]): void {
    const isNew = this.#own.length === 0 && wishes.length > 0;
    if (isNew) this.#others.clear();
    const isSame = JSON.stringify(wishes) === JSON.stringify(this.#own);
    this.#own = wishes;
    if (!isSame) this.#tell({ wishes, isNew });
  }

  /** Passes on what the stream has told. */
  passOn(news: LiveNews): void {
    if (this.#others.size > 0) this.#tell({ news });
  }

  /** The leader has not been heard: it may have crashed. */
  giveUpLeader(): void {
    const [leader] = [...this.#others.keys()].sort();
    if (leader !== undefined && leader < this.id) this.#others.delete(leader);
  }

  #tell(message: Omit<TabMessage, "from">): void {
    this.wire.postMessage({ from: this.id, ...message });
  }

  #hear({ from, wishes, isNew = false, news }: TabMessage): void {
    if (this.#own.length === 0) return;
    if (news) this.hearing.onNews(news);
    if (!wishes) return;
    if (wishes.length > 0) this.#others.set(from, wishes);
    else this.#others.delete(from);
    if (isNew) this.#tell({ wishes: this.#own });
    this.hearing.onTabs(isNew);
  }
}
