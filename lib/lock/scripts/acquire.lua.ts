import { QUEUES, STATE } from "./shared.lua.ts";

/**
 * Takes all keys, or joins the queue of every one, or says who is in the way. Asking again with the same
 * id is safe: it is how a waiter makes sure that no message was missed.
 *
 *   ARGV[2] id   ARGV[3] holder   ARGV[4] lease ms   ARGV[5] wait ms left, 0 to not queue   ARGV[6] floor
 *   ARGV[7...] lock keys, sorted, each once
 *
 * Returns {"granted", token, lease ms left}
 *      or {"waiting", place in line, ms left of the lease in the way or -1, holder or "", server ms}
 *      or {"refused", ...the same...} when it was not to queue.
 */
export const ACQUIRE = `${STATE}
local id, holder, lease, wait, floor = ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6]
local keys = { unpack(ARGV, 7) }

local function takeAll(last)
  local claim = { keys = keys, holder = holder, since = now, ends = now + lease, token = following(last, floor) }
  grant(id, claim)
  return claim
end

readClock()
local seen = holders(keys)
local isFree = call('EXISTS', QUEUE) == 0
for at = 1, #keys do isFree = isFree and not seen[at + 1] end
if isFree then return { 'granted', takeAll(seen[1]).token, lease } end
${QUEUES}
-- Takes all keys if nobody holds any of them and nobody waits for one. Says who holds a key now, else.
local last, blocker
local function take()
  local ids = holders(keys)
  local free, someoneWaits = true, call('EXISTS', QUEUE) == 1
  last, blocker = ids[1], nil
  for at, key in ipairs(keys) do
    local by = ids[at + 1] and holderOf(key, ids[at + 1])
    if by and not (blocker and blocker.ends < by.ends) then blocker = by end
    if by then
      free = false
    elseif someoneWaits and headOf(key) then
      free = false
      letGo({ key })
    end
  end
  return free and takeAll(last) or nil
end

local claim = take()
-- Who held a key until just now, or heads its queue for nothing, is in the way no longer.
if not claim and #work > 0 and handOff() then claim = take() end
claim = claim or read(id)
if claim and claim.token then return { 'granted', claim.token, claim.ends - now } end

if not claim and wait > 0 then
  local ticket = following(last, 0)
  claim = {
    keys = keys, holder = holder, since = now, ends = now + wait, ticket = ticket, lease = lease, floor = floor,
  }
  for _, key in ipairs(keys) do call('ZADD', QUEUE, 0, member(key, claim, id)) end
  call('HSET', CLAIMS, LAST, ticket, id, pack(claim))
end

local place = 1
for _, key in ipairs(keys) do
  local upTo = claim and member(key, claim, id) or key .. '\\1'
  place = math.max(place, 1 + call('ZLEXCOUNT', QUEUE, '[' .. key .. '\\0', '(' .. upTo))
end
local left, by = blocker and blocker.ends - now or -1, blocker and blocker.holder or ''
return { claim and 'waiting' or 'refused', place, left, by, now }
`;
