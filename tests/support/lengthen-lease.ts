import type { Redis } from "ioredis";
import { CLAIM_LUA, CLOCK_LUA, GRANT_LUA, STATE_LUA } from "#lib/lock/scripts/shared.lua.ts";

/**
 * Has the lease of a held key run for so long, as if its holder had asked for that: what frees it then in the time of
 * a test is not its end.
 */
export async function lengthenLease(redis: Redis, key: string, leaseMs: number): Promise<void> {
  const script = `${STATE_LUA}${CLOCK_LUA}${GRANT_LUA}${CLAIM_LUA}
    local id = call('HGET', CLAIMS, ARGV[1])
    local c = read(id)
    c.lease, c.ends = tonumber(ARGV[2]), now + ARGV[2]
    return call('HSET', CLAIMS, id, pack(c))`;
  const keys = ["{lockstep}:claims", "{lockstep}:queue", "lock-tombstones:{lockstep}"];
  await redis.eval(script, keys.length, ...keys, key, leaseMs);
}
