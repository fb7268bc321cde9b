import { hostname } from "node:os";
import { createLockManager } from "#lib/lock/index.ts";
import { redisAddress } from "#lib/redis/address.ts";
import { connectRedis } from "#lib/redis/connect.ts";

const CONNECT_MS = 1_000;

/**
 * Frees the locks of a process of this machine that is known to be dead, so that nobody waits for the end of its
 * leases. What it began to write is refused or rolled back: the next holder's token is above its own.
 * Never throws: without this the leases end by themselves.
 */
export async function freeLocksOf(pid: number, environment: NodeJS.ProcessEnv): Promise<void> {
  const { REDIS_URL, REDIS_SENTINELS, REDIS_CLUSTER } = environment;
  const { REDIS_SENTINEL_USERNAME, REDIS_SENTINEL_PASSWORD } = environment;
  const ofSentinels = { REDIS_SENTINEL_USERNAME, REDIS_SENTINEL_PASSWORD };
  const address = redisAddress({ REDIS_URL, REDIS_SENTINELS, REDIS_CLUSTER, ...ofSentinels });
  const redis = connectRedis(address, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    retryStrategy: () => null,
  });
  const locks = createLockManager({ redis, holder: `supervisor of ${hostname()}:${pid}` });
  try {
    const dead = `${hostname()}:${pid}`;
    const held = (await locks.inspect()).filter(({ holder }) => holder === dead);
    await Promise.all(held.map(({ key }) => locks.forceRelease(key)));
  } catch {
    // Redis is away: there is nothing that anybody could wait for.
  } finally {
    await locks.close();
    redis.disconnect();
  }
}
