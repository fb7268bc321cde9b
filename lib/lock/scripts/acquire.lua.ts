import { CLAIMS, GRANTS, HAND_OFF, STATE } from "./shared.lua.ts";

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

local seen, isFree = look(id, unpack(keys)), true
for at = 1, #keys do isFree = isFree and not seen[at + 2] end
if isFree and call('EXISTS', QUEUE) == 0 then
  return grant(id, keys, lease, following(seen[1], floor))
end
${CLAIMS}
-- Of those who hold a key the one whose lease ends last, and its id; and the places of the keys that nobody
-- holds, or somebody whose claim has ended or is gone.
local function inTheWay()
  local blocker, blockedBy, open = nil, nil, {}
  for at in ipairs(keys) do
    local by = seen[at + 2]
    local claim = by and read(by)
    if not claim or claim.ends <= now then
      open[#open + 1] = at
    elseif not blocker or claim.ends > blocker.ends then
      blocker, blockedBy = claim, by
    end
  end
  return blocker, blockedBy, open
end

local blocker, blockedBy, open = inTheWay()
-- Who held a key until just now, or heads its queue for nothing, is to be in the way no longer.
if #open > 0 then
  ${HAND_OFF}
  for _, at in ipairs(open) do
    local key, by = keys[at], seen[at + 2]
    if by then claimOn(key, by) end
    if queueOf(key, 1)[1] then letGo({ key }) end
  end
  isFree = not blocker and #work == 0
  if #work > 0 then
    handOff()
    seen = look(id, unpack(keys))
    blocker, blockedBy, open = inTheWay()
    isFree = not blocker
    for _, at in ipairs(open) do isFree = isFree and not queueOf(keys[at], 1)[1] end
  end
  if isFree then return grant(id, keys, lease, following(seen[1], floor)) end
end

local claim = parse(seen[2])
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
local left, holder = blocker and blocker.ends - now or -1, blocker and string.match(blockedBy, '^(.*)#') or ''
return { claim and 'waiting' or 'refused', place, left, holder, now }
`;
