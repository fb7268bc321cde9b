import type { Cluster, Redis } from "ioredis";
import { env } from "#lib/env.ts";
import { redisAddress } from "./address.ts";
import { connectRedis } from "./connect.ts";
import { onRedisFailure } from "./failure.ts";

/** What is beside the lock is not worth a longer wait. */
const COMMAND_MS = 500;
const DISCONNECT_MS = 50;
const AGAIN_MS = 250;

// Shared by the pages' and the routes' copies of this module, as in db/client.ts.
const cache = globalThis as typeof globalThis & { lockstepRedis?: Redis | Cluster };

/**
 * The process's Redis connection for small things beside the lock: rate limits, popularity. It connects at its first
 * command. While Redis is away a command fails at once, and one that is not answered fails soon: nobody waits on it.
 */
export function redis(): Redis | Cluster {
  cache.lockstepRedis ??= connect();
  return cache.lockstepRedis;
}

/** Closes the connection; for scripts and tests. */
export async function closeRedis(): Promise<void> {
  const open = cache.lockstepRedis;
  delete cache.lockstepRedis;
  open?.disconnect();
}

function connect(): Redis | Cluster {
  const client = connectRedis(redisAddress(env()), {
    lazyConnect: true,
    connectTimeout: 1_000,
    commandTimeout: COMMAND_MS,
    disconnectTimeout: DISCONNECT_MS,
    autoResendUnfulfilledCommands: false,
    socketTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(50 * attempt, 500),
    connectionName: "lockstep",
  });
  // Commands wait for the first connection alone.
  const waitNoMore = () => {
    client.options.enableOfflineQueue = false;
  };
  client.once("ready", waitNoMore);
  client.once("close", waitNoMore);
  // A connection that owes answers is made anew, and takes no command until the new one has proved itself.
  onRedisFailure(() => client.disconnect(true));
  // One that is cut while Sentinels are asked has ended for good, as ioredis sees it; the process still needs it.
  client.on("end", () => {
    if (cache.lockstepRedis !== client) return;
    setTimeout(() => void client.connect().catch(() => {}), AGAIN_MS).unref();
  });
  return client;
}
