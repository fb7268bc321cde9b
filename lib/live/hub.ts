import type { Topic } from "#lib/page-tags/topics.ts";
import type { LiveNews } from "./schema.ts";

/** What a topic says: its part of a piece of news. */
export type Saying = Omit<LiveNews, "now">;

/** What topics say now, by the database's clock; what does not exist says nothing. */
export interface Reading {
  readonly now: Date;
  readonly sayings: ReadonlyMap<Topic, Saying>;
}

/** A watcher of topics, which is called with the topics that have changed. */
export interface Watcher {
  readonly topics: readonly Topic[];
  tell(changed: readonly Topic[]): void;
}

interface TopicState {
  readonly watchers: Set<Watcher>;
  saying: Saying;
  /** The same as text, to see whether it changed; undefined before the first reading. */
  text: string | undefined;
  readAt: number;
  readIn: number;
}

/** A page is told at most four times a second. */
const GAP_MS = 250;
/** Rankings and sums cost more to read, and nobody needs them faster. */
const SLOW_GAP_MS = 1_000;
const JOIN_GAP_MS = 25;
const AFTER_FAILURE_MS = 1_000;

/** Nobody announces how these change: they are read again and again while somebody watches. */
const TICK_MS = 500;

const isTicking = (topic: Topic): boolean => topic === "locks" || topic.startsWith("rush:");

function gapOf(topic: Topic): number {
  if (isTicking(topic)) return TICK_MS;
  return topic === "overview" || topic.startsWith("popular:") ? SLOW_GAP_MS : GAP_MS;
}

/**
 * Knows the present values of what this process's pages watch. What was heard to change is read again, all of
 * it at once and one reading after the other, four times a second at most: so the newest value wins, the last
 * one is always read, and a rush costs the database no more than a quiet day does.
 */
export class LiveHub {
  readonly #topics = new Map<Topic, TopicState>();
  readonly #dirty = new Set<Topic>();
  /** Whether changes are heard; while they are not, nothing that is known counts as fresh. */
  isListening = false;
  #clock = { now: 0, at: 0 };
  #readings = 0;
  #startedAt = 0;
  #nextAt = 0;
  #isReading = false;
  #timer: NodeJS.Timeout | undefined;
  #waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];

  constructor(
    private readonly read: (topics: readonly Topic[]) => Promise<Reading>,
    private readonly onFailure: (error: unknown) => void = () => {},
  ) {}

  /** How many topics somebody watches. */
  get size(): number {
    return this.#topics.size;
  }

  /**
   * From now on the watcher is told of every change; when this resolves, the values of all its topics are known.
   * @throws what the reading throws; the watcher has left then.
   */
  async join(watcher: Watcher): Promise<void> {
    const joinedIn = this.#readings;
    const unknown = watcher.topics.filter((topic) => {
      const state = this.#stateOf(topic);
      state.watchers.add(watcher);
      return !this.isListening || state.text === undefined;
    });
    this.heard(unknown);
    const isBehind = (topic: Topic) => (this.#topics.get(topic)?.readIn ?? Infinity) <= joinedIn;
    try {
      while (unknown.some(isBehind)) await this.#nextReading();
    } catch (error) {
      this.leave(watcher);
      throw error;
    }
  }

  /** Forgets the watcher, and what nobody else watches. */
  leave(watcher: Watcher): void {
    for (const topic of watcher.topics) {
      const state = this.#topics.get(topic);
      state?.watchers.delete(watcher);
      if (state?.watchers.size !== 0) continue;
      this.#topics.delete(topic);
      this.#dirty.delete(topic);
    }
  }

  /** These may have changed. */
  heard(topics: Iterable<Topic>): void {
    for (const topic of topics) if (this.#topics.has(topic)) this.#dirty.add(topic);
    this.#schedule();
  }

  /** Anything may have changed. */
  invalidateAll(): void {
    this.heard(this.#topics.keys());
  }

  /** What these topics say, as one piece of news. */
  newsOf(topics: Iterable<Topic>): LiveNews {
    const sayings = [...topics].map((topic) => this.#topics.get(topic)?.saying ?? {});
    const products = sayings.flatMap((saying) => saying.products ?? []);
    const coupons = sayings.flatMap((saying) => saying.coupons ?? []);
    return Object.assign({ now: this.now().toISOString() }, ...sayings, {
      ...(products.length > 0 ? { products } : {}),
      ...(coupons.length > 0 ? { coupons } : {}),
    });
  }

  /** The database's clock, as the last reading found it. */
  now(): Date {
    return new Date(this.#clock.now + performance.now() - this.#clock.at);
  }

  #stateOf(topic: Topic): TopicState {
    const known = this.#topics.get(topic);
    if (known) return known;
    const state = { watchers: new Set<Watcher>(), saying: {}, text: undefined, readAt: -Infinity, readIn: 0 };
    this.#topics.set(topic, state);
    return state;
  }

  #nextReading(): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** The first watcher of a topic gets its value at once, without waiting for the next round of reads. */
  #dueAt(topic: Topic): number {
    const { readAt, text } = this.#stateOf(topic);
    return text === undefined ? this.#startedAt + JOIN_GAP_MS : Math.max(this.#nextAt, readAt + gapOf(topic));
  }

  #schedule(): void {
    if (this.#timer || this.#isReading || this.#dirty.size === 0) return;
    let due = Infinity;
    for (const topic of this.#dirty) due = Math.min(due, this.#dueAt(topic));
    const delay = Math.max(0, Math.ceil(due - performance.now()));
    this.#timer = setTimeout(() => void this.#readDirty(), delay);
  }

  async #readDirty(): Promise<void> {
    this.#timer = undefined;
    const startedAt = performance.now();
    const topics = [...this.#dirty].filter((topic) => this.#dueAt(topic) <= startedAt);
    // Everybody left, or the timer was early.
    if (topics.length === 0) return this.#schedule();
    this.#isReading = true;
    this.#startedAt = startedAt;
    this.#readings += 1;
    if (topics.some((topic) => this.#stateOf(topic).text !== undefined)) this.#nextAt = startedAt + GAP_MS;
    for (const topic of topics) this.#dirty.delete(topic);
    const waiting = this.#waiting.splice(0);
    try {
      const reading = await this.read(topics);
      this.#clock = { now: reading.now.getTime(), at: performance.now() };
      this.#take(reading, topics, startedAt);
      for (const { resolve } of waiting) resolve();
    } catch (error) {
      for (const topic of topics) if (this.#topics.has(topic)) this.#dirty.add(topic);
      this.#nextAt = performance.now() + AFTER_FAILURE_MS;
      this.onFailure(error);
      for (const { reject } of waiting) reject(error);
    } finally {
      this.#isReading = false;
      this.heard(topics.filter(isTicking));
    }
  }

  #take({ sayings }: Reading, topics: readonly Topic[], readAt: number): void {
    const changes = new Map<Watcher, Topic[]>();
    for (const topic of topics) {
      const state = this.#topics.get(topic);
      if (!state) continue;
      const saying = sayings.get(topic) ?? {};
      const text = JSON.stringify(saying);
      const isNews = state.text !== text;
      Object.assign(state, { saying, text, readAt, readIn: this.#readings });
      if (!isNews) continue;
      for (const watcher of state.watchers) changes.set(watcher, [...(changes.get(watcher) ?? []), topic]);
    }
    for (const [watcher, changed] of changes) watcher.tell(changed);
  }
}
