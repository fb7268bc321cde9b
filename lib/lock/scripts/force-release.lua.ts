import { SHARED } from "./shared.lua.ts";

/**
 * Takes a key from its holder, with all the keys of that grant, tells the holder's process, and hands on.
 * A token is minted and thrown away, so that the old holder's is below whatever comes next.
 *
 *   ARGV[2] lock key
 *
 * Returns 1, or 0 when nobody held it.
 */
export const FORCE_RELEASE = `${SHARED}
local granted = holderOf(ARGV[2])
if granted then
  local id = redis.call('HGET', HELD, ARGV[2])
  mint(tonumber(granted.token))
  drop(id, granted)
  redis.call('PUBLISH', granted.channel, cjson.encode({ id = id, lost = true }))
end
handOff()
return granted and 1 or 0
`;
