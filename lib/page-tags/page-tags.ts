import { AsyncLocalStorage } from "node:async_hooks";
import type { Topic } from "./topics.ts";

/** What a page shows: topics of the live stream, or `lists` for what any product or coupon can change. */
export type PageTag = Topic | "lists";

/** What a page was made of, noted by the queries while it is rendered. */
export interface PageTags {
  readonly tags: Set<PageTag>;
  /** When something on it changes by the clock alone: the start of a sale, the end of a coupon. */
  changesAt: number;
}

/** A clock that differs from the database's by less than this misses no such instant. */
const SKEW_MS = 5_000;

// The pages' code and the process's own are bundled apart; they meet here.
const cache = globalThis as typeof globalThis & { lockstepPageTags?: AsyncLocalStorage<PageTags> };

function storage(): AsyncLocalStorage<PageTags> {
  cache.lockstepPageTags ??= new AsyncLocalStorage();
  return cache.lockstepPageTags;
}

/** Does the work, and answers with it what the queries noted meanwhile. */
export async function collectTags<T>(work: () => Promise<T>): Promise<{ result: T; facts: PageTags }> {
  const facts: PageTags = { tags: new Set(), changesAt: Number.POSITIVE_INFINITY };
  return { result: await storage().run(facts, work), facts };
}

/** Notes that the page which is being rendered, if any, shows this; and when it changes by the clock alone. */
export function tagPage(tags: Iterable<PageTag>, ...instants: readonly (Date | null)[]): void {
  const facts = storage().getStore();
  if (!facts) return;
  for (const tag of tags) facts.tags.add(tag);
  const soonest = Date.now() - SKEW_MS;
  for (const instant of instants) {
    const at = instant?.getTime() ?? 0;
    if (at > soonest) facts.changesAt = Math.min(facts.changesAt, at);
  }
}
