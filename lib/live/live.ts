import { hearChanges } from "#lib/announcements/hear-changes.ts";
import { env } from "#lib/env.ts";
import { logFailure } from "#lib/observability/log-failure.ts";
import { observeLive } from "#lib/observability/metrics.ts";
import { LiveHub } from "./hub.ts";
import { readTopics } from "./read-topics.ts";
import { LiveStreams } from "./streams.ts";

/** How often every page gets a sign of life, and everything that is watched is read whatever was heard. */
const HEARTBEAT_MS = 15_000;
/** How often everything is read while no change is heard: Redis is away. */
const POLL_MS = 1_000;
/** What `server/app-process.mjs` says in its process when it is told to stop. */
const STOPPING = "lockstep:stopping";

const cache = globalThis as typeof globalThis & { lockstepLive?: LiveStreams };

/** The process's live pages: one hub for all of them. */
export function live(): LiveStreams {
  cache.lockstepLive ??= start();
  return cache.lockstepLive;
}

function start(): LiveStreams {
  const hub = new LiveHub(readTopics, (error) => logFailure("warn", "live values were not read", error));
  const { LIVE_STREAMS, RATE_LIMIT } = env();
  // Many shoppers can share an address, but no address can take the shop's streams from all others.
  const perAddress = RATE_LIMIT === "off" ? LIVE_STREAMS : Math.ceil(LIVE_STREAMS / 4);
  const streams = new LiveStreams(hub, { all: LIVE_STREAMS, perAddress });
  const listen = (isListening: boolean) => {
    hub.isListening = isListening;
    if (isListening) hub.invalidateAll();
  };
  hearChanges({ heard: (topics) => hub.heard(topics), listen });
  const heartbeat = () => {
    streams.heartbeat();
    hub.invalidateAll();
  };
  setInterval(heartbeat, HEARTBEAT_MS).unref();
  const poll = () => {
    if (!hub.isListening) hub.invalidateAll();
  };
  setInterval(poll, POLL_MS).unref();
  process.once(STOPPING, () => streams.close());
  observeLive({ streams: () => streams.size, topics: () => hub.size });
  return streams;
}
