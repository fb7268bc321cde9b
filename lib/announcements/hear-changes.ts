import type { Redis } from "ioredis";
import { env } from "#lib/env.ts";
import type { Topic } from "#lib/page-tags/topics.ts";
import { redisAddress } from "#lib/redis/address.ts";
import { connectHearing } from "#lib/redis/connect.ts";
import { onRedisFailure } from "#lib/redis/failure.ts";
import { limitHandshake } from "#lib/redis/limit-handshake.ts";
import { InFlightChanges } from "./in-flight-changes.ts";
import { LIVE_CHANNEL, readMessage } from "./message.ts";

/** A connection that fell silent for this long is asked for a sign of life, and made anew when it gives none. */
const HEARTBEAT_MS = 15_000;
const DISCONNECT_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** How often it is asked which transactions have not ended: a dead process's is found within half a second. */
const OVERDUE_HEARTBEAT_MS = 200;

const OPTIONS = {
  connectionName: "lockstep-changes",
  autoResubscribe: false,
  connectTimeout: 2_000,
  disconnectTimeout: DISCONNECT_MS,
  maxRetriesPerRequest: null,
  socketTimeout: 2 * HEARTBEAT_MS,
  retryStrategy: () => null,
} as const;

/** A listener for changes of all processes. */
export interface Listener {
  heard(topics: readonly Topic[]): void;
  /** Changes are heard from now on, or are not. After a cut everything may have changed meanwhile. */
  listen(isListening: boolean): void;
}

/** The one subscription of the process, and its listeners. */
interface Subscription {
  readonly listeners: Set<Listener>;
  isListening: boolean;
}

// The page cache and the live pages are bundled apart; they share one connection here.
const cache = globalThis as typeof globalThis & { lockstepChanges?: Subscription };

/**
 * Hears from all processes what changed, for as long as the process lives; all listeners of a process share one
 * connection. What a process was about to change when it died counts as changed again and again, until it must
 * have been decided.
 */
export function hearChanges(listener: Listener): void {
  cache.lockstepChanges ??= subscribe();
  const { listeners, isListening } = cache.lockstepChanges;
  listeners.add(listener);
  if (isListening) listener.listen(true);
}

function subscribe(): Subscription {
  const subscription: Subscription = { listeners: new Set(), isListening: false };
  const listen = (isListening: boolean) => {
    subscription.isListening = isListening;
    for (const listener of subscription.listeners) listener.listen(isListening);
  };
  const tell = (topics: readonly Topic[]) => {
    if (topics.length > 0) for (const listener of subscription.listeners) listener.heard(topics);
  };
  const inFlight = new InFlightChanges();
  const hear = (text: string) => {
    const { soon, changed = [], ended = [] } = readMessage(text);
    if (soon) inFlight.begin(soon.id, soon.topics);
    inFlight.end(ended);
    tell(changed);
  };
  keepSubscribed(listen, hear);
  setInterval(() => tell([...inFlight.overdue()]), OVERDUE_HEARTBEAT_MS).unref();
  return subscription;
}

/** Each connection is used once: when it ends the next one begins, at another node where there are several. */
function keepSubscribed(listen: (isListening: boolean) => void, hear: (text: string) => void): void {
  let subscriber: Redis;
  const connect = (attempt: number) => {
    let failures = attempt;
    subscriber = connectHearing(redisAddress(env()), OPTIONS, attempt);
    const own = subscriber;
    own.on("error", () => {});
    limitHandshake(own);
    own.on("close", () => listen(false));
    own.on("message", (_channel: string, text: string) => hear(text));
    own.on("end", () =>
      setTimeout(() => connect(failures + 1), Math.min(50 * (failures + 1), LONGEST_PAUSE_MS)),
    );
    own.on("ready", () => {
      own.subscribe(LIVE_CHANNEL).then(
        () => {
          failures = 0;
          listen(true);
        },
        () => own.disconnect(),
      );
    });
  };
  connect(0);
  // Found out on another connection, before this one can tell.
  onRedisFailure(() => subscriber.disconnect());
  setInterval(() => void subscriber.ping().catch(() => {}), HEARTBEAT_MS).unref();
}
