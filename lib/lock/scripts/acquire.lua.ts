import { SHARED } from "./shared.lua.ts";

/**
 * Takes all keys, or joins the queue of every one, or says who is in the way. Asking again with the same
 * id is safe: it is how a waiter makes sure that no message was missed.
 *
 *   ARGV[2] id   ARGV[3] channel   ARGV[4] holder   ARGV[5] lease ms   ARGV[6] wait ms left, 0 to not queue
 *   ARGV[7] floor   ARGV[8...] lock keys, sorted, each once
 *
 * Returns {"granted", token, server ms, lease ms left}
 *      or {"waiting", place in line, server ms, ms left of the lease in the way or -1, holder or ""}
 *      or {"refused", ...the same...} when it was not to queue.
 */
export const ACQUIRE = `${SHARED}
local id, channel, holder = ARGV[2], ARGV[3], ARGV[4]
local lease, wait, floor = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local keys = {}
for at = 8, #ARGV do keys[#keys + 1] = ARGV[at] end

local function granted()
  local mine = unpacked(GRANTS, id)
  if not mine or mine.expiresAt <= now then return nil end
  return { 'granted', mine.token, now, mine.expiresAt - now }
end

local already = granted()
if already then return already end

-- Where somebody waits, or held the key until just now, the hand-off comes first: nobody is overtaken.
local free = true
for _, key in ipairs(keys) do
  if holderOf(key) then free = false end
  if headOf(key) then
    free = false
    work[#work + 1] = key
  end
end
if #work > 0 then
  handOff()
  already = granted()
  if already then return already end
  free = true
  for _, key in ipairs(keys) do
    if holderOf(key) or headOf(key) then free = false end
  end
end

if free then
  local token = grant(id, keys, lease, floor, now, holder, channel)
  return { 'granted', token, now, lease }
end

local waiter = unpacked(WAITERS, id)
if not waiter and wait > 0 then
  waiter = {
    ticket = string.format('%016.0f', tonumber(mint(0))), deadline = now + wait, since = now,
    lease = lease, floor = floor, holder = holder, channel = channel, keys = keys,
  }
  for _, key in ipairs(keys) do redis.call('ZADD', QUEUE, 0, member(key, waiter.ticket, id)) end
  redis.call('HSET', WAITERS, id, cmsgpack.pack(waiter))
  keep(wait, QUEUE, WAITERS)
end

local place, left, blocker = 1, -1, ''
for _, key in ipairs(keys) do
  local upTo = waiter and '(' .. member(key, waiter.ticket, id) or '(' .. key .. '\\1'
  place = math.max(place, 1 + redis.call('ZLEXCOUNT', QUEUE, '[' .. key .. '\\0', upTo))
  local inTheWay = holderOf(key)
  if inTheWay and (left < 0 or inTheWay.expiresAt - now < left) then
    left, blocker = inTheWay.expiresAt - now, inTheWay.holder
  end
end
return { waiter and 'waiting' or 'refused', place, now, left, blocker }
`;
