import { HAND_OFF_LUA } from "./hand-off.lua.ts";
import { CLAIM_LUA, CLOCK_LUA, GRANT_LUA, STATE_LUA } from "./shared.lua.ts";

/**
 * Takes a key from its holder, with all the keys of that claim, tells the holder's process, and hands on.
 * A token is minted and thrown away, so that the old holder's is below whatever comes next. A key that nobody
 * holds is freed of those who wait for it: who lives asks again, and has its place again.
 *
 *   ARGV[1] lock key
 *
 * Returns 1, or 0 when nobody held it or waited.
 */
export const FORCE_RELEASE = `${STATE_LUA}${CLOCK_LUA}${GRANT_LUA}${CLAIM_LUA}${HAND_OFF_LUA}
local key, found = ARGV[1], 0
local id = call('HGET', CLAIMS, key)
local c = id and claimOn(key, id)
if c then
  call('HSET', CLAIMS, LAST, following(call('HGET', CLAIMS, LAST), 0))
  free(id, c)
  tell(id, c.ticket and '?' or '-')
  found = 1
else
  for _, entry in ipairs(queueOf(key, -1)) do
    local waiter = idIn(key, entry)
    local w = read(waiter)
    call('ZREM', QUEUE, entry)
    if w then
      free(waiter, w)
      tell(waiter, '?')
    end
    found = 1
  end
end
handOff()
return found
`;
