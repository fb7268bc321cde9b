import { SHARED } from "./shared.lua.ts";

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
export const ACQUIRE = `${SHARED}
local id, holder, lease, wait, floor = ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local keys = { unpack(ARGV, 7) }

local function take()
  local isOpen, last = open(keys, id)
  if not isOpen then return nil end
  local claim = { keys = keys, holder = holder, since = now, token = following(last, floor) }
  grant(id, claim, lease)
  return { 'granted', claim.token, lease }
end

readClock()
local taken = take()
if taken then return taken end
-- What is in the way may have ended.
settle()
taken = take()
if taken then return taken end

local claim = read(id)
if claim and claim.token then return { 'granted', claim.token, call('ZSCORE', ENDS, id) - now } end
if not claim and wait > 0 then
  local ticket = string.format('%016.0f', mint(0))
  claim = { keys = keys, holder = holder, lease = lease, floor = floor, since = now, ticket = ticket }
  for _, key in ipairs(keys) do call('ZADD', QUEUE, 0, member(key, claim, id)) end
  call('HSET', CLAIMS, id, cmsgpack.pack(claim))
  call('ZADD', ENDS, now + wait, id)
end

local place, left, blocker = 1, -1, ''
for _, key in ipairs(keys) do
  local upTo = claim and member(key, claim, id) or key .. '\\1'
  place = math.max(place, 1 + call('ZLEXCOUNT', QUEUE, '[' .. key .. '\\0', '(' .. upTo))
  local owner = call('HGET', CLAIMS, key)
  local ends = owner and call('ZSCORE', ENDS, owner)
  if owner and not ends then
    -- A part of this state was evicted. Nobody holds a key for ever: it is free when it is asked for again.
    call('HDEL', CLAIMS, key)
    ends = now
  end
  if owner and (left < 0 or ends - now < left) then
    local by = read(owner)
    left, blocker = ends - now, by and by.holder or ''
  end
end
return { claim and 'waiting' or 'refused', place, left, blocker, now }
`;
