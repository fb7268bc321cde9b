import { log } from "#lib/observability/log.ts";
import { redis } from "#lib/redis.ts";
import { couponTopic, POPULAR_TOPICS, productTopic, type Topic } from "./topics.ts";

/** The Redis channel on which processes tell each other what changed. */
export const LIVE_CHANNEL = "lockstep:live";

/** What happens within this time goes out as one message, so that a rush costs Redis 40 messages a second. */
const GATHER_MS = 25;

const cache = globalThis as typeof globalThis & { lockstepAnnouncements?: Set<Topic> };

/**
 * Tells every open page that these products changed: their stock, price or start of sale. Call it after the
 * commit, with all products of one or of many orders. It never throws, waits for nothing, and carries no
 * values: who shows the product reads them from the database after hearing this, so that no page can be
 * left with the values of an announcement that was overtaken.
 */
export const announceProducts = (productIds: Iterable<string>): void =>
  announce([...[...productIds].map(productTopic), "overview"]);

/** Tells every open page that a coupon changed, was claimed or is gone. Call it after the commit. */
export const announceCoupon = (couponId: string): void => announce([couponTopic(couponId), "overview"]);

/** Tells every open page that the best sellers were counted anew. */
export const announcePopularity = (): void => announce(POPULAR_TOPICS);

function announce(topics: readonly Topic[]): void {
  const gathered = cache.lockstepAnnouncements;
  if (gathered) {
    for (const topic of topics) gathered.add(topic);
    return;
  }
  cache.lockstepAnnouncements = new Set(topics);
  setTimeout(publish, GATHER_MS);
}

function publish(): void {
  const topics = [...(cache.lockstepAnnouncements ?? [])];
  delete cache.lockstepAnnouncements;
  redis()
    .publish(LIVE_CHANNEL, JSON.stringify(topics))
    // Open pages find out at the next heartbeat, when everything that is watched is read again.
    .catch((error: unknown) => log().warn({ err: error }, "a change was not announced"));
}
