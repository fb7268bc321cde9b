import { CLAIMS, GRANTS, HAND_OFF, STATE } from "./shared.lua.ts";

/**
 * Ends what an id has, a grant or a place in line, and hands the keys on. Only its owner knows the id.
 *
 *   ARGV[1] id   ARGV[2...] its keys, if it is known to hold them: what it has need not be read then
 *
 * Returns 1 when it held its keys until now, so that nobody else can have had them, else 0; or a list of that
 * and the grants to waiters of its own process, as messages.
 */
export const RELEASE = `${STATE}
local id, keys, held = ARGV[1], { unpack(ARGV, 2) }, 1
if #keys > 0 then
  if call('HDEL', CLAIMS, id) == 0 then return 0 end
  if call('EXISTS', QUEUE) == 0 then
    call('HDEL', CLAIMS, unpack(keys))
    return 1
  end
end
${GRANTS}${CLAIMS}
local ours = partsOf(id)
-- Most often the next wants only this key, and waits in the process that is answered.
local first = #keys == 1 and queueOf(keys[1], 1)[1]
if first then
  local nextId = idIn(keys[1], first)
  local process, number = partsOf(nextId)
  local last, packed = unpack(process == ours and look(nextId) or {})
  local waiter = parse(packed)
  if waiter and waiter.ends > now and #waiter.keys == 1 then
    return { 1, promote(nextId, number, waiter, last) }
  end
end
${HAND_OFF}
answered = ours
if #keys > 0 then
  givenBack = id
  letGo(keys)
else
  local claim = read(id)
  if not claim then return 0 end
  held = claim.token and 1 or 0
  free(id, claim)
end
handOff()
for _, key in ipairs(keys) do
  if not handed[key] then call('HDEL', CLAIMS, key) end
end
return { held, unpack(answers) }
`;
