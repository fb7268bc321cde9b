/**
 * What every script begins with: the five Redis keys that hold the whole state of a namespace, the clock,
 * and the hand-off. All of them live in one hash slot, so that one script can see them all in a Cluster.
 *
 *   KEYS[1] held     HASH  lock key -> id of the grant that holds it
 *   KEYS[2] grants   HASH  id -> packed grant {token, expiresAt, since, holder, channel, keys}
 *   KEYS[3] queue    ZSET  every queue in one: member = lock key NUL ticket NUL id, all with score 0,
 *                          so the head of a key's queue is the first member in its lexical range
 *   KEYS[4] waiters  HASH  id -> packed waiter {ticket, deadline, since, lease, floor, holder, channel, keys}
 *   KEYS[5] token    STRING the last token minted; also numbers the tickets of the queue
 *   ARGV[1] 1 when PUBLISH counts every subscriber (a single server), 0 in a Cluster
 *
 * An id is granted, or waits, or is unknown; never two of these.
 */
export const SHARED = `
local HELD, GRANTS, QUEUE, WAITERS, TOKEN = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local COUNTS = ARGV[1] == '1'
local CLAIM_MS = 2000
local KEEP_MS = 60000

local clock = redis.call('TIME')
local nowUs = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
local now = math.floor(nowUs / 1000)

-- Lock keys whose next waiter is to be looked for; grows while the hand-off goes on.
local work = {}
local function look(keys)
  for _, key in ipairs(keys) do work[#work + 1] = key end
end

-- The next token: above the last one, not below the server's clock, above what the caller has seen.
local function mint(floor)
  local last = tonumber(redis.call('GET', TOKEN) or '0')
  local token = string.format('%.0f', math.max(last + 1, nowUs, floor + 1))
  redis.call('SET', TOKEN, token)
  return token
end

local function unpacked(hash, id)
  local packed = redis.call('HGET', hash, id)
  return packed and cmsgpack.unpack(packed)
end

-- Nothing outlives its last lease or wait by more than a minute, even when nobody comes again.
local function keep(ms, ...)
  for _, name in ipairs({...}) do
    if redis.call('PTTL', name) < ms then redis.call('PEXPIRE', name, ms + KEEP_MS) end
  end
end

local function grant(id, keys, lease, floor, since, holder, channel)
  local token = mint(floor)
  local pairsOf = {}
  for _, key in ipairs(keys) do
    pairsOf[#pairsOf + 1] = key
    pairsOf[#pairsOf + 1] = id
  end
  redis.call('HSET', HELD, unpack(pairsOf))
  redis.call('HSET', GRANTS, id, cmsgpack.pack({
    token = token, expiresAt = now + lease, since = since, holder = holder, channel = channel, keys = keys,
  }))
  keep(lease, HELD, GRANTS)
  return token
end

local function drop(id, granted)
  redis.call('HDEL', GRANTS, id)
  redis.call('HDEL', HELD, unpack(granted.keys))
  look(granted.keys)
end

-- Who holds the key; a grant whose lease has ended is dropped, with all its keys.
local function holderOf(key)
  local id = redis.call('HGET', HELD, key)
  if not id then return nil end
  local granted = unpacked(GRANTS, id)
  if not granted then
    redis.call('HDEL', HELD, key)
    return nil
  end
  if granted.expiresAt > now then return granted end
  drop(id, granted)
  return nil
end

local function member(key, ticket, id) return key .. '\\0' .. ticket .. '\\0' .. id end

-- The id that heads the key's queue. It is behind the second NUL; a ticket has 16 digits.
local function headOf(key)
  local first = redis.call('ZRANGEBYLEX', QUEUE, '[' .. key .. '\\0', '(' .. key .. '\\1', 'LIMIT', 0, 1)[1]
  return first and string.sub(first, #key + 19), first
end

local function leave(id, waiter)
  for _, key in ipairs(waiter.keys) do redis.call('ZREM', QUEUE, member(key, waiter.ticket, id)) end
  redis.call('HDEL', WAITERS, id)
  look(waiter.keys)
end

-- Whether the waiter heads the queue of every key that it wants, and all of them are free.
local function isNext(id, waiter)
  for _, key in ipairs(waiter.keys) do
    if holderOf(key) or headOf(key) ~= id then return false end
  end
  return true
end

-- Grants to a waiter and wakes its process. Nobody listens there: the process is gone, so is its claim.
-- The first lease is short, until the process renews it: a half-open socket blocks the others no longer.
local function handTo(id, waiter)
  leave(id, waiter)
  local lease = math.min(waiter.lease, CLAIM_MS)
  local token = grant(id, waiter.keys, lease, waiter.floor, now, waiter.holder, waiter.channel)
  local message = cjson.encode({ id = id, token = token, expiresAt = now + lease, lease = lease })
  if redis.call('PUBLISH', waiter.channel, message) == 0 and COUNTS then
    drop(id, unpacked(GRANTS, id))
  end
end

-- Gives every key on the work list to the first live waiter that can take all it wants.
local function handOff()
  local at = 1
  while at <= #work do
    local key = work[at]
    local id, first = headOf(key)
    local waiter = id and unpacked(WAITERS, id)
    if id and not waiter then
      redis.call('ZREM', QUEUE, first)
    elseif waiter and waiter.deadline <= now then
      leave(id, waiter)
    elseif waiter and isNext(id, waiter) then
      handTo(id, waiter)
    else
      at = at + 1
    end
  end
end
`;
