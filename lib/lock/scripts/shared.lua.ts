/**
 * What every script begins with: the whole state of a namespace in two Redis keys of one hash slot, so that
 * one script sees it all also in a Cluster. An uncontended pair needs no more than this.
 *
 *   KEYS[1] claims  HASH  lock key -> id of the claim that holds it
 *                         id -> packed claim: one with a token holds all its keys until it ends,
 *                               one with a ticket waits for all of them until it ends
 *                         NUL -> the last token minted. An id has a NUL, a lock key has none.
 *   KEYS[2] queue   ZSET  every queue in one: member = lock key NUL ticket NUL id, all with score 0,
 *                         so the head of a key's queue is the first member of its lexical range
 *   ARGV[1] 1 when PUBLISH counts every subscriber (a single server), 0 in a Cluster
 *
 * An id begins with the 36 characters that name its process, whose channel is "lock-wake:" and that name.
 */
export const STATE = `
local CLAIMS, QUEUE, LAST = KEYS[1], KEYS[2], '\\0'
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

-- The last token, and behind it the id that holds each key, or false.
local function holders(keys) return call('HMGET', CLAIMS, LAST, unpack(keys)) end

-- A claim by its places, not by names: that is half the work.
local function pack(c) return cmsgpack.pack(c.keys, c.holder, c.since, c.ends, c.token, c.ticket, c.lease, c.floor) end

-- Gives a claim all its keys.
local function grant(id, claim)
  local fields = { LAST, claim.token, id, pack(claim) }
  for at, key in ipairs(claim.keys) do fields[2 * at + 3], fields[2 * at + 4] = key, id end
  call('HSET', CLAIMS, unpack(fields))
end
`;

/** The queues and the hand-off: what a script needs besides when somebody is in the way, or waits. */
export const QUEUES = `
local function read(id)
  local packed = call('HGET', CLAIMS, id)
  if not packed then return nil end
  local c = {}
  c.keys, c.holder, c.since, c.ends, c.token, c.ticket, c.lease, c.floor = cmsgpack.unpack(packed)
  return c
end

local function member(key, claim, id) return key .. '\\0' .. claim.ticket .. '\\0' .. id end

-- The member that heads the key's queue, and its id: behind the second NUL, for a ticket has 16 digits.
local function headOf(key)
  local first = call('ZRANGEBYLEX', QUEUE, '[' .. key .. '\\0', '(' .. key .. '\\1', 'LIMIT', 0, 1)[1]
  return first, first and string.sub(first, #key + 19)
end

-- Lock keys that were let go, whose next waiter is to be looked for.
local work = {}
local function letGo(keys)
  for _, key in ipairs(keys) do work[#work + 1] = key end
end

local function leave(id, claim)
  for _, key in ipairs(claim.keys) do call('ZREM', QUEUE, member(key, claim, id)) end
end

-- Ends a claim, wherever it stands.
local function free(id, claim)
  call('HDEL', CLAIMS, id)
  if claim.ticket then leave(id, claim) else call('HDEL', CLAIMS, unpack(claim.keys)) end
  letGo(claim.keys)
end

-- The claim that holds the key. One that has ended is freed; one that was evicted holds nothing for ever.
local function holderOf(key, id)
  local claim = read(id)
  if claim and claim.ends > now then return claim end
  if claim then free(id, claim) else call('HDEL', CLAIMS, key) end
  return nil
end

-- Whether all is free that the waiter wants, and it heads every queue; and the last token.
local function isNext(id, claim)
  local ids = holders(claim.keys)
  for at, key in ipairs(claim.keys) do
    if ids[at + 1] and holderOf(key, ids[at + 1]) then return false end
    if #claim.keys > 1 then
      local _, head = headOf(key)
      if head ~= id then return false end
    end
  end
  return true, ids[1]
end

-- Grants to a waiter and wakes its process: by the answer, if it is the one that is answered, else by a message.
-- When nobody listens, the process is gone, and so is its claim. The first lease is short, until the process
-- renews it: a half-open socket blocks the others no longer.
local answered, answers = nil, {}
local function handTo(id, waiter, last)
  leave(id, waiter)
  local lease = math.min(waiter.lease, CLAIM_MS)
  local token = following(last, waiter.floor)
  local claim = { keys = waiter.keys, holder = waiter.holder, since = now, ends = now + lease, token = token }
  grant(id, claim)
  local message = id .. ' ' .. token .. ' ' .. claim.ends .. ' ' .. lease
  local process = string.sub(id, 1, 36)
  if process == answered then
    answers[#answers + 1] = message
  elseif call('PUBLISH', 'lock-wake:' .. process, message) == 0 and COUNTS then
    free(id, claim)
  end
end

-- Hands every key that was let go to the waiter at its head, when that one can take all that it wants.
-- Whoever has waited to the end of the wait, or was evicted, leaves. Whether it came to any of this.
local function handOff()
  local done, at = false, 1
  while at <= #work do
    local first, id = headOf(work[at])
    local claim = id and read(id)
    if first and not claim then
      call('ZREM', QUEUE, first)
      done = true
    elseif claim and claim.ends <= now then
      free(id, claim)
      done = true
    else
      at = at + 1
      local ready, last = false, nil
      if claim then ready, last = isNext(id, claim) end
      if ready then
        handTo(id, claim, last)
        done = true
      end
    end
  end
  work = {}
  return done
end
`;

/** All of it. */
export const SHARED = `${STATE}${QUEUES}`;
