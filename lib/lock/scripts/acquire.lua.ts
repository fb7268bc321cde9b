import { GRANTS, QUEUES, STATE } from "./shared.lua.ts";

/**
 * Takes all keys, or joins the queue of every one, or says who is in the way. Asking again with the same
 * id is safe: it is how a waiter makes sure that no message was missed.
 *
 *   ARGV[1] id   ARGV[2] lease ms   ARGV[3] wait ms left, 0 to not queue   ARGV[4] floor
 *   ARGV[5...] lock keys, sorted, each once
 *
 * Returns the token, when it took the keys now
 *      or {"granted", token, lease ms left}, when it had them
 *      or {"waiting", place in line, ms left of the lease in the way or -1, holder or "", server ms}
 *      or {"refused", ...the same...} when it was not to queue.
 */
export const ACQUIRE = `${STATE}${GRANTS}
local id, lease, wait, floor = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local keys = { unpack(ARGV, 5) }

local seen, someoneWaits = holders(keys), call('EXISTS', QUEUE) == 1
local isFree = not someoneWaits
for at = 1, #keys do isFree = isFree and not seen[at + 1] end
if isFree then
  local token = following(seen[1], floor)
  grant(id, keys, lease, token)
  return token
end
${QUEUES}
-- Takes all keys if nobody holds any of them and nobody waits for one. Says what is in the way, else.
local blocker, blockedBy
local function take()
  local free = true
  blocker = nil
  for at, key in ipairs(keys) do
    local by = seen[at + 1] and claimOn(key, seen[at + 1])
    if by and not (blocker and blocker.ends < by.ends) then blocker, blockedBy = by, seen[at + 1] end
    if by then
      free = false
    elseif someoneWaits and headOf(key) then
      free = false
      letGo({ key })
    end
  end
  local token = following(seen[1], floor)
  if free then grant(id, keys, lease, token) end
  return free and token
end

local token = take()
-- Who held a key until just now, or heads its queue for nothing, is in the way no longer.
if not token and #work > 0 and handOff() then
  seen, someoneWaits = holders(keys), call('EXISTS', QUEUE) == 1
  token = take()
end
if token then return token end
local claim = read(id)
if claim and claim.token then return { 'granted', claim.token, claim.ends - now } end

if not claim and tonumber(wait) > 0 then
  claim = { ticket = string.format('%.0f', following(seen[1], 0)) }
  local packed = cmsgpack.pack(keys, now, now + wait, nil, claim.ticket, lease, floor)
  call('HSET', CLAIMS, LAST, claim.ticket, id, packed)
  for _, key in ipairs(keys) do call('ZADD', QUEUE, 0, member(key, claim, id)) end
end

local place = 1
for _, key in ipairs(keys) do
  local upTo = claim and member(key, claim, id) or key .. '\\1'
  place = math.max(place, 1 + call('ZLEXCOUNT', QUEUE, '[' .. key .. '\\0', '(' .. upTo))
end
local left, holder = blocker and blocker.ends - now or -1, blocker and holderOf(blockedBy) or ''
return { claim and 'waiting' or 'refused', place, left, holder, now }
`;
