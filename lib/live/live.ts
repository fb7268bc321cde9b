import { Redis } from "ioredis";
import { env } from "#lib/env.ts";
import { log } from "#lib/observability/log.ts";
import { observeLive } from "#lib/observability/metrics.ts";
import { LIVE_CHANNEL } from "./announce.ts";
import { LiveHub } from "./hub.ts";
import { readTopics } from "./read-topics.ts";
import { LiveStreams } from "./streams.ts";
import { isTopic } from "./topics.ts";

/** How often every page gets a sign of life, and everything that is watched is read whatever was heard. */
const BEAT_MS = 15_000;
/** What `scripts/app-process.mjs` says in its process when it is told to stop. */
const STOPPING = "lockstep:stopping";

const cache = globalThis as typeof globalThis & { lockstepLive?: LiveStreams };

/** The process's live pages: one hub and one connection to Redis for all of them. */
export function live(): LiveStreams {
  cache.lockstepLive ??= start();
  return cache.lockstepLive;
}

function start(): LiveStreams {
  const hub = new LiveHub(readTopics, (error) => log().warn({ err: error }, "live values were not read"));
  const { LIVE_STREAMS, RATE_LIMIT } = env();
  // Many shoppers can share an address, but no address can take the shop's streams from all others.
  const perAddress = RATE_LIMIT === "off" ? LIVE_STREAMS : Math.ceil(LIVE_STREAMS / 4);
  const streams = new LiveStreams(hub, { all: LIVE_STREAMS, perAddress });
  const subscriber = listen(hub);
  const beat = () => {
    streams.beat();
    hub.doubtAll();
    subscriber.ping().catch(() => {});
  };
  setInterval(beat, BEAT_MS).unref();
  process.once(STOPPING, () => streams.close());
  observeLive({ streams: () => streams.size, topics: () => hub.size });
  return streams;
}

/** Hears from all processes what changed. After a cut everything may have changed meanwhile. */
function listen(hub: LiveHub): Redis {
  const subscriber = new Redis(env().REDIS_URL, {
    connectionName: "lockstep-live",
    autoResubscribe: false,
    maxRetriesPerRequest: null,
    // A connection that fell silent, without even the answer to a ping, is made anew.
    socketTimeout: 2 * BEAT_MS,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  subscriber.on("error", () => {});
  subscriber.on("close", () => {
    hub.isListening = false;
  });
  subscriber.on("ready", () => {
    subscriber.subscribe(LIVE_CHANNEL).then(
      () => {
        hub.isListening = true;
        hub.doubtAll();
      },
      () => subscriber.disconnect(true),
    );
  });
  subscriber.on("message", (_channel: string, message: string) => hub.heard(topicsIn(message)));
  return subscriber;
}

function topicsIn(message: string) {
  try {
    const topics: unknown = JSON.parse(message);
    return Array.isArray(topics) ? topics.filter(isTopic) : [];
  } catch {
    // Not from us: whatever else uses this Redis is no news.
    return [];
  }
}
