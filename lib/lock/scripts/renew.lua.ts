import { HAND_OFF_LUA } from "./hand-off.lua.ts";
import { CLAIM_LUA, CLOCK_LUA, GRANT_LUA, STATE_LUA } from "./shared.lua.ts";

/**
 * Renews many leases at once, and sweeps: of a hundred claims, picked at random as Redis does for keys that
 * expire, those that have ended are freed. So nothing of a dead process stays, also when nobody asks for it.
 *
 *   ARGV[1], ARGV[2] id and lease ms, and so on in pairs
 *
 * Returns one number for each pair: 1 when it is renewed, 0 when it is lost.
 */
export const RENEW = `${STATE_LUA}${CLOCK_LUA}${GRANT_LUA}${CLAIM_LUA}${HAND_OFF_LUA}
asking = ARGV[1] and partsOf(ARGV[1])
allowAtMaxmemory()
local ids, renewed, fields = {}, {}, {}
for at = 1, #ARGV, 2 do ids[#ids + 1] = ARGV[at] end
readAll(ids)
for at, id in ipairs(ids) do
  local c = waiters[id]
  local alive = c and c.token and not c.ticket and c.ends > now
  if alive then
    c.ends = now + ARGV[2 * at]
    fields[#fields + 1] = id
    fields[#fields + 1] = pack(c)
  end
  renewed[at] = alive and 1 or 0
end
inParts('HSET', CLAIMS, fields)
waiters = {}

local sample = call('HRANDFIELD', CLAIMS, 100, 'WITHVALUES')
for at = 1, #sample, 2 do
  local id = sample[at]
  if #id > 1 and string.find(id, '\\0', 1, true) then
    local c = parse(sample[at + 1])
    if c.ends <= now then
      c = read(id)
      if c and c.ends <= now then expire(id, c) end
    else
      clip(id, c)
    end
  end
end
handOff()
return renewed
`;
