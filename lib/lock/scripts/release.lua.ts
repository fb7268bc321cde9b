import { HAND_OFF_LUA } from "./hand-off.lua.ts";
import { CLAIM_LUA, GRANT_LUA, STATE_LUA } from "./shared.lua.ts";

/**
 * Ends what an id has, a grant or a place in line, and hands the keys on. Only its owner knows the id.
 *
 *   ARGV[1] id   ARGV[2] ms for which a request of this id may still be on its way, and must be refused; or 0
 *   ARGV[3...] its keys, if it is known to hold them: what it has need not be read then
 *
 * Returns 1 when it held its keys until now, so that nobody else can have had them, else 0; or a list of that
 * and the grants to waiters of its own process: number, token, lease ms.
 */
export const RELEASE = `${STATE_LUA}
local id, late, keys, held = ARGV[1], ARGV[2], { unpack(ARGV, 3) }, 1
if late ~= '0' then
  local seconds = tonumber(call('TIME')[1])
  call('ZREMRANGEBYSCORE', TOMBSTONES, '-inf', seconds)
  call('ZADD', TOMBSTONES, seconds + late / 1000, id)
  call('PEXPIRE', TOMBSTONES, late)
end
if #keys > 0 then
  if call('HDEL', CLAIMS, id) == 0 then return 0 end
  if call('EXISTS', QUEUE) == 0 then
    call('HDEL', CLAIMS, unpack(keys))
    return 1
  end
end
${GRANT_LUA}${CLAIM_LUA}
local ours = partsOf(id)
-- Most often the next wants only this key, and waits in the process that is answered.
local first = #keys == 1 and queueOf(keys[1], 1)[1]
if first then
  local nextId = idIn(keys[1], first)
  local process, number = partsOf(nextId)
  local last, packed = unpack(process == ours and look(nextId) or {})
  local waiter = parse(packed)
  if waiter and not waiter.token and waiter.ends > now and #waiter.keys == 1 then
    return { 1, (promote(nextId, number, waiter, last)) }
  end
end
${HAND_OFF_LUA}
asking, answered = ours, ours
if #keys > 0 then
  givenBack = id
  letGo(keys)
else
  local c = read(id)
  if not c then return 0 end
  held = c.token and not c.ticket and 1 or 0
  free(id, c)
end
handOff()
local kept = {}
for _, key in ipairs(keys) do
  if not handed[key] then kept[#kept + 1] = key end
end
inParts('HDEL', CLAIMS, kept)
return { held, unpack(answers) }
`;
