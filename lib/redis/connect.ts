import { Cluster, Redis, type RedisOptions } from "ioredis";
import type { RedisAddress } from "./address.ts";
import { limitHandshake } from "./limit-handshake.ts";

const SENTINEL_MS = 1_000;
/** A Cluster's slots that have moved are found after so many tries, with so long in between. */
const MOVED = { tries: 4, afterMs: 50 };

/** How long its user waits for what, as ioredis is told. */
interface ConnectOptions
  extends Pick<
    RedisOptions,
    | "lazyConnect"
    | "connectTimeout"
    | "commandTimeout"
    | "disconnectTimeout"
    | "socketTimeout"
    | "autoResendUnfulfilledCommands"
    | "autoResubscribe"
    | "maxRetriesPerRequest"
    | "connectionName"
  > {
  readonly retryStrategy: (attempt: number) => number | null;
}

/** A client of the whole Redis: its one server, the master that the Sentinels name, or all nodes of a Cluster. */
export function connectRedis(address: RedisAddress, options: ConnectOptions): Redis | Cluster {
  const client =
    address.kind === "cluster"
      ? new Cluster([...address.places], {
          lazyConnect: options.lazyConnect ?? false,
          clusterRetryStrategy: options.retryStrategy,
          slotsRefreshTimeout: SENTINEL_MS,
          maxRedirections: MOVED.tries,
          retryDelayOnFailover: MOVED.afterMs,
          retryDelayOnClusterDown: MOVED.afterMs,
          retryDelayOnTryAgain: MOVED.afterMs,
          redisOptions: { ...options, ...address.access },
          // By TLS a node is known by its name, not by the address that the name stands for.
          ...(address.access.tls ? { dnsLookup: (name, answer) => answer(null, name) } : {}),
        })
      : connectServer(address, options);
  // Each command reports its own failure; without a listener ioredis prints one line a retry.
  client.on("error", () => {});
  if (client instanceof Cluster) client.on("+node", limitHandshake);
  else limitHandshake(client);
  return client;
}

/**
 * A connection to one server that hears what is published anywhere: of a Cluster any node, another one at each attempt.
 */
export function connectHearing(address: RedisAddress, options: ConnectOptions, attempt: number): Redis {
  if (address.kind !== "cluster") return connectServer(address, options);
  const { places, access } = address;
  const place = places[attempt % places.length];
  return new Redis({ ...options, ...access, ...place });
}

function connectServer(address: Exclude<RedisAddress, { kind: "cluster" }>, options: ConnectOptions): Redis {
  if (address.kind === "server") return new Redis(address.url, options);
  const { username, password, tls } = address.sentinelAccess;
  return new Redis({
    ...options,
    ...address.access,
    ...(username ? { sentinelUsername: username } : {}),
    ...(password ? { sentinelPassword: password } : {}),
    ...(tls ? { sentinelTLS: tls } : {}),
    sentinels: [...address.places],
    name: address.name,
    sentinelRetryStrategy: options.retryStrategy,
    sentinelCommandTimeout: SENTINEL_MS,
    enableTLSForSentinelMode: address.access.tls !== undefined,
    // A master that has become a replica: the Sentinels name another one.
    reconnectOnError: (error) => error.message.startsWith("READONLY"),
  });
}
