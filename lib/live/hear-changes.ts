import { Redis } from "ioredis";
import { env } from "#lib/env.ts";
import { LIVE_CHANNEL } from "./announce.ts";
import { isTopic, type Topic } from "./topics.ts";

/** A connection that fell silent for this long is asked for a sign of life, and made anew when it gives none. */
const BEAT_MS = 15_000;

/** Who wants to know what changed in any process. */
export interface Listener {
  heard(topics: readonly Topic[]): void;
  /** Changes are heard from now on, or are not. After a cut everything may have changed meanwhile. */
  listen(isListening: boolean): void;
}

/** Hears from all processes what changed, on a connection of its own, for as long as the process lives. */
export function hearChanges(listener: Listener, connectionName: string): void {
  const subscriber = new Redis(env().REDIS_URL, {
    connectionName,
    autoResubscribe: false,
    maxRetriesPerRequest: null,
    socketTimeout: 2 * BEAT_MS,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  subscriber.on("error", () => {});
  subscriber.on("close", () => listener.listen(false));
  subscriber.on("ready", () => {
    subscriber.subscribe(LIVE_CHANNEL).then(
      () => listener.listen(true),
      () => subscriber.disconnect(true),
    );
  });
  subscriber.on("message", (_channel: string, message: string) => listener.heard(topicsIn(message)));
  setInterval(() => void subscriber.ping().catch(() => {}), BEAT_MS).unref();
}

function topicsIn(message: string): Topic[] {
  try {
    const topics: unknown = JSON.parse(message);
    return Array.isArray(topics) ? topics.filter(isTopic) : [];
  } catch {
    // Not from us: whatever else uses this Redis is no news.
    return [];
  }
}
