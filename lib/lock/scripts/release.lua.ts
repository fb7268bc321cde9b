import { HAND_OFF_LUA } from "./hand-off.lua.ts";
import { CLAIM_LUA, CLOCK_LUA, GRANT_LUA, STATE_LUA } from "./shared.lua.ts";

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
-- Most often the next wants only this key, and waits in the process that is answered. Nothing that only others need
-- is defined before: after a pause, when the server's caches are cold, definitions cost as much as commands.
local ours, key = string.match(id, '^(.-)%z'), #keys == 1 and keys[1]
local first = key and call('ZRANGEBYLEX', QUEUE, '[' .. key .. '\\0', '(' .. key .. '\\1', 'LIMIT', 0, 1)[1]
${CLOCK_LUA}
if first then
  local nextId = string.sub(first, #key + 19)
  local process, number = string.match(nextId, '^(.-)%z(.*)$')
  local seen = process == ours and call('HMGET', CLAIMS, LAST, nextId)
  if seen and seen[2] then
    local wanted, _, ends, token, _, lease, minToken = cmsgpack.unpack(seen[2])
    if not token and ends > now and #wanted == 1 then
      token = math.max((seen[1] or 0) + 1, nowUs, minToken + 1)
      call('ZREM', QUEUE, first)
      call('HSET', CLAIMS, LAST, token, nextId, cmsgpack.pack(wanted, now, now + lease, token, nil, lease), key, nextId)
      return { 1, string.format('%s %.0f %.0f', number, token, lease) }
    end
  end
end
${GRANT_LUA}${CLAIM_LUA}${HAND_OFF_LUA}
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
