/**
 * What every script begins with: the whole state of a namespace in three Redis keys, in one hash slot so that
 * one script sees them all in a Cluster; the end of what the clock has ended; and the hand-off.
 *
 *   KEYS[1] claims  HASH  id -> packed claim {keys, holder, since, and token or ticket}: one with a token holds
 *                         all its keys, one with a ticket waits for all of them;
 *                         lock key -> id of the claim that holds it;
 *                         NUL -> the last token minted. An id has a NUL, a lock key has none.
 *   KEYS[2] ends    ZSET  id by the server's ms at which its lease, or its wait, ends
 *   KEYS[3] queue   ZSET  every queue in one: member = lock key NUL ticket NUL id, all with score 0,
 *                         so the head of a key's queue is the first member of its lexical range
 *   ARGV[1] 1 when PUBLISH counts every subscriber (a single server), 0 in a Cluster
 *
 * An id begins with the 36 characters that name its process, whose channel is "lock-wake:" and that name.
 */
export const SHARED = `
local CLAIMS, ENDS, QUEUE, LAST = KEYS[1], KEYS[2], KEYS[3], '\\0'
local COUNTS = ARGV[1] == '1'
local CLAIM_MS = 2000
local call = redis.call

local nowUs, now
local function readClock()
  local clock = call('TIME')
  nowUs = clock[1] * 1000000 + clock[2]
  now = math.floor(nowUs / 1000)
end

-- The next token: above the last one, not below the server's clock, above what the caller has seen.
local function following(last, floor)
  return string.format('%.0f', math.max((last or 0) + 1, nowUs, floor + 1))
end

local function mint(floor)
  local token = following(call('HGET', CLAIMS, LAST), floor)
  call('HSET', CLAIMS, LAST, token)
  return token
end

local function read(id)
  local packed = call('HGET', CLAIMS, id)
  return packed and cmsgpack.unpack(packed)
end

local function member(key, claim, id) return key .. '\\0' .. claim.ticket .. '\\0' .. id end

-- The member that heads the key's queue, and its id: behind the second NUL, for a ticket has 16 digits.
local function headOf(key)
  local first = call('ZRANGEBYLEX', QUEUE, '[' .. key .. '\\0', '(' .. key .. '\\1', 'LIMIT', 0, 1)[1]
  return first, first and string.sub(first, #key + 19)
end

-- Whether nobody holds any of the keys, and nobody but the id stands first in line for one; and the last token.
local function open(keys, id)
  local found = call('HMGET', CLAIMS, LAST, unpack(keys))
  for at = 2, #found do
    if found[at] then return false end
  end
  if call('EXISTS', QUEUE) == 1 then
    for _, key in ipairs(keys) do
      local first, head = headOf(key)
      if first and head ~= id then return false end
    end
  end
  return true, found[1]
end

-- Gives a claim all its keys.
local function grant(id, claim, lease)
  local fields = { LAST, claim.token, id, cmsgpack.pack(claim) }
  for at, key in ipairs(claim.keys) do fields[2 * at + 3], fields[2 * at + 4] = key, id end
  call('HSET', CLAIMS, unpack(fields))
  call('ZADD', ENDS, now + lease, id)
end

local function leave(id, claim)
  for _, key in ipairs(claim.keys) do call('ZREM', QUEUE, member(key, claim, id)) end
end

-- Lock keys that were let go, whose next waiter is to be looked for.
local work = {}

-- Ends a claim, wherever it stands.
local function free(id, claim)
  call('ZREM', ENDS, id)
  if claim.ticket then
    call('HDEL', CLAIMS, id)
    leave(id, claim)
  else
    call('HDEL', CLAIMS, id, unpack(claim.keys))
  end
  for _, key in ipairs(claim.keys) do work[#work + 1] = key end
end

-- Grants to a waiter and wakes its process. Nobody listens there: the process is gone, so is its claim.
-- The first lease is short, until the process renews it: a half-open socket blocks the others no longer.
local function handTo(id, claim, token)
  leave(id, claim)
  local lease = math.min(claim.lease, CLAIM_MS)
  claim = { keys = claim.keys, holder = claim.holder, since = now, token = token }
  grant(id, claim, lease)
  local message = cjson.encode({ id = id, token = token, expiresAt = now + lease, lease = lease })
  local heard = call('PUBLISH', 'lock-wake:' .. string.sub(id, 1, 36), message)
  if heard == 0 and COUNTS then free(id, claim) end
end

-- Hands every key on the work list to the waiter at its head, when that one can take all that it wants.
local function handOff()
  local at = 1
  while at <= #work do
    local first, id = headOf(work[at])
    local claim = id and read(id)
    local isOpen, last = false, nil
    if claim then isOpen, last = open(claim.keys, id) end
    if first and not claim then
      call('ZREM', QUEUE, first)
    elseif isOpen then
      handTo(id, claim, following(last, claim.floor))
    else
      at = at + 1
    end
  end
  work = {}
end

-- Ends what the clock has ended, and hands on all that was let go.
local function settle()
  readClock()
  for _, id in ipairs(call('ZRANGEBYSCORE', ENDS, '-inf', now)) do
    local claim = read(id)
    if claim then free(id, claim) else call('ZREM', ENDS, id) end
  end
  handOff()
end
`;
