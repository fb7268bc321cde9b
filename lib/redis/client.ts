import { Redis } from "ioredis";
import { env } from "#lib/env.ts";
import { limitHandshake } from "./limit-handshake.ts";

// Shared by the pages' and the routes' copies of this module, as in db/client.ts.
const cache = globalThis as typeof globalThis & { lockstepRedis?: Redis };

/**
 * The process's Redis connection for small things beside the lock: rate limits, popularity. It connects
 * at its first command and fails a command within a second when Redis is away, so that nobody waits on it.
 */
export function redis(): Redis {
  cache.lockstepRedis ??= connect();
  return cache.lockstepRedis;
}

/** Closes the connection; for scripts and tests. */
export async function closeRedis(): Promise<void> {
  const open = cache.lockstepRedis;
  delete cache.lockstepRedis;
  open?.disconnect();
}

function connect(): Redis {
  const client = new Redis(env().REDIS_URL, {
    lazyConnect: true,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    socketTimeout: 2_000,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
    connectionName: "lockstep",
  });
  // Each command reports its own failure; without a listener ioredis prints one line a retry.
  client.on("error", () => {});
  limitHandshake(client);
  return client;
}
