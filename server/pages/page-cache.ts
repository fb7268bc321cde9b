import { LRUCache } from "lru-cache";
import { collectTags, type PageTag, type PageTags } from "#lib/page-tags/page-tags.ts";
import type { Topic } from "#lib/page-tags/topics.ts";
import type { RenderedPage } from "./rendered-page.ts";

/** Whatever is heard or not heard: what is older than this may have changed unheard. */
const MOST_MS = 10_000;
/** The same while nothing is heard from the other processes, and for pages that nothing is known of. */
const DOUBTFUL_MS = 1_000;
/** In a rush a page is rendered so often and no oftener; the live stream tells what happens in between. */
const REST_MS = 400;
const MOST_BYTES = 64 * 1024 * 1024;

interface Kept {
  readonly page: RenderedPage;
  readonly facts: PageTags;
  /** Before its data was read. */
  readonly startedAt: number;
}

/**
 * The pages that are the same for everybody, kept in this process's memory until something on them changes
 * in any process, and rendered once however many ask. Never older than 1 s when changes are not heard.
 */
export class PageCache {
  /** Since when changes are heard without a gap. */
  #listeningSince = Number.POSITIVE_INFINITY;
  readonly #kept = new LRUCache<string, Kept>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ page }) => page.bytes,
  });
  readonly #rendering = new Map<string, Promise<RenderedPage>>();
  readonly #heardAt = new LRUCache<PageTag, number>({ max: 10_000, ttl: 2 * MOST_MS });

  /** The page of this key, kept or rendered. Only a 200 is kept. */
  get(key: string, render: () => Promise<RenderedPage>): RenderedPage | Promise<RenderedPage> {
    const kept = this.#kept.get(key);
    if (kept && this.#isFresh(kept)) return kept.page;
    const running = this.#rendering.get(key);
    if (running) return running;
    const rendering = this.#render(key, render).finally(() => this.#rendering.delete(key));
    this.#rendering.set(key, rendering);
    return rendering;
  }

  /** From now on changes are heard, or are not; what was missed in between nobody knows. */
  listen(isListening: boolean): void {
    this.#listeningSince = isListening ? performance.now() : Number.POSITIVE_INFINITY;
  }

  /** These changed, somewhere. */
  heard(topics: Iterable<Topic>): void {
    const now = performance.now();
    for (const topic of topics) {
      this.#heardAt.set(topic, now);
      if (!topic.startsWith("popular:")) this.#heardAt.set("lists", now);
    }
  }

  async #render(key: string, render: () => Promise<RenderedPage>): Promise<RenderedPage> {
    const startedAt = performance.now();
    const { result: page, facts } = await collectTags(render);
    if (page.status === 200) this.#kept.set(key, { page, facts, startedAt });
    return page;
  }

  #isFresh({ facts, startedAt }: Kept): boolean {
    const age = performance.now() - startedAt;
    if (age < REST_MS) return true;
    const isKnown = startedAt >= this.#listeningSince && facts.tags.size > 0 && Date.now() < facts.changesAt;
    if (!isKnown) return age < DOUBTFUL_MS;
    return age < MOST_MS && ![...facts.tags].some((tag) => (this.#heardAt.get(tag) ?? -1) >= startedAt);
  }
}
