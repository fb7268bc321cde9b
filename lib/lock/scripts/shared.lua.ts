/**
 * What every script begins with: the whole state of a namespace in two Redis keys of one hash slot, so that
 * one script sees it all also in a Cluster.
 *
 *   KEYS[1] claims  HASH  lock key -> id of the claim that holds it
 *                         id -> packed claim: one with a token holds all its keys until it ends,
 *                               one with a ticket waits for all of them until it ends
 *                         NUL -> the last token minted. An id has a NUL, a lock key has none.
 *   KEYS[2] queue   ZSET  every queue in one: member = lock key NUL ticket NUL id, all with score 0,
 *                         so the head of a key's queue is the first member of its lexical range
 *
 * An id is its process, a NUL, and a number. A process is its holder's name, "#", and a random word; its
 * channel is "lock-wake:" and the process.
 */
export const STATE = `
local CLAIMS, QUEUE, LAST = KEYS[1], KEYS[2], '\\0'
local call = redis.call
`;

/** The server's clock, and what is granted by it: what an acquire needs when nobody is in the way. */
export const GRANTS = `
local clock = call('TIME')
local nowUs = clock[1] * 1000000 + clock[2]
local now = math.floor(nowUs / 1000)

-- The next token: above the last one, not below the server's clock, above what the caller has seen.
local function following(last, floor) return math.max((last or 0) + 1, nowUs, floor + 1) end

-- The last token, and behind it the id that holds each key, or false.
local function holders(keys) return call('HMGET', CLAIMS, LAST, unpack(keys)) end

-- Gives an id all the keys. A claim is packed by its places, not by names: that is half the work.
local function grant(id, keys, lease, token)
  local fields = {}
  for at, key in ipairs(keys) do fields[2 * at - 1], fields[2 * at] = key, id end
  call('HSET', CLAIMS, LAST, token, id, cmsgpack.pack(keys, now, now + lease, token), unpack(fields))
end
`;

/**
 * The queues and the hand-off: what a script needs besides when somebody is in the way, or waits. It knows from
 * its client whether the server COUNTS all who hear a message: a Cluster counts those of one node.
 */
export const QUEUES = `
local function read(id)
  local packed = call('HGET', CLAIMS, id)
  if not packed then return nil end
  local c = {}
  c.keys, c.since, c.ends, c.token, c.ticket, c.lease, c.floor = cmsgpack.unpack(packed)
  return c
end

local function holderOf(id) return string.match(id, '^(.*)#') end

-- The process that an id is of, and its number there.
local function partsOf(id) return string.match(id, '^(.-)%z(.*)$') end
local function tell(process, message) return call('PUBLISH', 'lock-wake:' .. process, message) end

local function member(key, claim, id) return key .. '\\0' .. claim.ticket .. '\\0' .. id end

-- The id in a member of the key's queue: behind the second NUL, for a ticket has 16 digits.
local function idIn(key, entry) return string.sub(entry, #key + 19) end

-- The members of the key's queue, in their order.
local function queueOf(key, ...)
  return call('ZRANGEBYLEX', QUEUE, '[' .. key .. '\\0', '(' .. key .. '\\1', ...)
end

-- The member that heads the key's queue, and its id.
local function headOf(key)
  local first = queueOf(key, 'LIMIT', 0, 1)[1]
  return first, first and idIn(key, first)
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
local function claimOn(key, id)
  local claim = read(id)
  if claim and claim.ends > now then return claim end
  if claim then free(id, claim) else call('HDEL', CLAIMS, key) end
  return nil
end

-- Whether all is free that the waiter wants, and it heads every queue; and the last token.
local function isNext(id, claim)
  local ids = holders(claim.keys)
  for at, key in ipairs(claim.keys) do
    if ids[at + 1] and claimOn(key, ids[at + 1]) then return false end
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
local CLAIM_MS = 2000
local answered, answers = nil, {}
local function handTo(id, waiter, last)
  leave(id, waiter)
  local lease = math.min(waiter.lease, CLAIM_MS)
  local token = following(last, waiter.floor)
  grant(id, waiter.keys, lease, token)
  local process, number = partsOf(id)
  local message = string.format('%s %.0f %.0f %.0f', number, token, now + lease, lease)
  if process == answered then
    answers[#answers + 1] = message
  elseif tell(process, message) == 0 and COUNTS then
    free(id, { keys = waiter.keys })
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
export const SHARED = `${STATE}${GRANTS}${QUEUES}`;
