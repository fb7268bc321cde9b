import { randomUUID } from "node:crypto";
import { logFailure } from "#lib/observability/log-failure.ts";
import { couponTopic, POPULAR_TOPICS, productTopic, type Topic } from "#lib/page-tags/topics.ts";
import { redis } from "#lib/redis/client.ts";
import { LIVE_CHANNEL, type LiveMessage } from "./message.ts";

/** What happens within this time goes out as one message, so that a rush costs Redis 40 messages a second. */
const GATHER_MS = 25;

interface Gathered {
  readonly changed: Set<Topic>;
  readonly ended: string[];
}

const cache = globalThis as typeof globalThis & { lockstepAnnouncements?: Gathered };

/**
 * Does work that adds these products or changes them (their stock, price or start of sale) and commits, and tells every open
 * page: before, so that all others look for themselves when this process dies with the commit, and after.
 * Announcing never throws, waits for nothing, and carries no values: a page that shows the product reads them from the
 * database after hearing this, so that no page can be left with the values of an announcement that was overtaken.
 * @param changedBy which of them the result has changed; all of them where it does not say.
 */
export function announcingProducts<T>(
  productIds: readonly string[],
  work: () => Promise<T>,
  changedBy: (result: T) => readonly string[] = () => productIds,
): Promise<T> {
  return announcing(topicsOf(productIds), work, (result) => topicsOf(changedBy(result)));
}

/** As `announcingProducts`, for work that adds, changes, ends or issues coupons. */
export function announcingCoupons<T>(couponIds: readonly string[], work: () => Promise<T>): Promise<T> {
  const topics: Topic[] = [...couponIds.map(couponTopic), "overview"];
  return announcing(topics, work, () => topics);
}

/** Tells every open page that the best sellers were counted anew. */
export const announcePopularity = (): void => announce(POPULAR_TOPICS);

const topicsOf = (productIds: readonly string[]): Topic[] =>
  productIds.length > 0 ? [...productIds.map(productTopic), "overview"] : [];

async function announcing<T>(
  topics: readonly Topic[],
  work: () => Promise<T>,
  changedBy: (result: T) => readonly Topic[],
): Promise<T> {
  const id = randomUUID();
  // Not waited for: it is on its way before anything that `work` sends.
  publish({ soon: { id, topics } });
  // What fails may have committed all the same, as when the connection was cut.
  let changed = topics;
  try {
    const result = await work();
    changed = changedBy(result);
    return result;
  } finally {
    announce(changed, id);
  }
}

function announce(topics: readonly Topic[], ended?: string): void {
  if (!cache.lockstepAnnouncements) {
    cache.lockstepAnnouncements = { changed: new Set(), ended: [] };
    setTimeout(publishGathered, GATHER_MS);
  }
  for (const topic of topics) cache.lockstepAnnouncements.changed.add(topic);
  if (ended !== undefined) cache.lockstepAnnouncements.ended.push(ended);
}

function publishGathered(): void {
  const { changed, ended } = cache.lockstepAnnouncements ?? { changed: [], ended: [] };
  delete cache.lockstepAnnouncements;
  publish({ changed: [...changed], ended: [...ended] });
}

function publish(message: LiveMessage): void {
  redis()
    .publish(LIVE_CHANNEL, JSON.stringify(message))
    // Open pages find out at the next heartbeat, when everything that is watched is read again.
    .catch((error: unknown) => logFailure("warn", "a change was not announced", error));
}
