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
local CLAIMS, QUEUE, LAST, CHANNEL = KEYS[1], KEYS[2], '\\0', 'lock-wake:'
local call = redis.call
`;

/** The server's clock, and what is granted by it: what an acquire needs when nobody is in the way. */
export const GRANTS = `
local clock = call('TIME')
local nowUs = clock[1] * 1000000 + clock[2]
local now = math.floor(nowUs / 1000)

-- The next token: above the last one, not below the server's clock, above what the caller has seen.
local function following(last, floor) return math.max((last or 0) + 1, nowUs, floor + 1) end

-- The last token, the packed claim of the id, and behind them the id that holds each key; or false.
local function look(id, ...) return call('HMGET', CLAIMS, LAST, id, ...) end

-- Gives an id all the keys, and returns the token. A claim is packed by its places, not by names: that is half the work.
local function grant(id, keys, lease, token)
  local fields = {}
  for at, key in ipairs(keys) do fields[2 * at - 1], fields[2 * at] = key, id end
  call('HSET', CLAIMS, LAST, token, id, cmsgpack.pack(keys, now, now + lease, token), unpack(fields))
  return token
end
`;

/** Claims and queues: what a script needs besides when somebody is in the way, or waits. */
export const CLAIMS = `
local function parse(packed)
  if not packed then return nil end
  local keys, since, ends, token, ticket, lease, floor = cmsgpack.unpack(packed)
  return { keys = keys, since = since, ends = ends, token = token, ticket = ticket, lease = lease, floor = floor }
end

local function read(id) return parse(call('HGET', CLAIMS, id)) end

local function member(key, claim, id) return key .. '\\0' .. claim.ticket .. '\\0' .. id end

-- The first members of the key's queue, or all for -1.
local function queueOf(key, count)
  return call('ZRANGEBYLEX', QUEUE, '[' .. key .. '\\0', '(' .. key .. '\\1', 'LIMIT', 0, count)
end

-- The id in a member: behind the second NUL, for a ticket has 16 digits.
local function idIn(key, entry) return string.sub(entry, #key + 19) end

-- The process that an id is of, and its number there.
local function partsOf(id) return string.match(id, '^(.-)%z(.*)$') end

local function leave(id, claim)
  for _, key in ipairs(claim.keys) do call('ZREM', QUEUE, member(key, claim, id)) end
end

-- Grants to a waiter. Returns the message that wakes its process. The first lease is short, until the process
-- renews it: a half-open socket blocks the others no longer.
local CLAIM_MS = 2000
local function promote(id, number, waiter, last)
  leave(id, waiter)
  local lease = math.min(waiter.lease, CLAIM_MS)
  local token = grant(id, waiter.keys, lease, following(last, waiter.floor))
  return string.format('%s %.0f %.0f %.0f', number, token, now + lease, lease)
end
`;

/**
 * The hand-off, whatever comes of it. It knows from the client whether the server COUNTS all who hear a message: a
 * Cluster counts those of one node.
 */
export const HAND_OFF = `
-- Lock keys that were let go, whose next waiter is to be looked for.
local work = {}
local function letGo(keys)
  for _, key in ipairs(keys) do work[#work + 1] = key end
end

-- Ends a claim, wherever it stands.
local function free(id, claim)
  call('HDEL', CLAIMS, id)
  if claim.ticket then leave(id, claim) else call('HDEL', CLAIMS, unpack(claim.keys)) end
  letGo(claim.keys)
end

-- The claim that holds the key. One that has ended is freed; one that was evicted holds nothing for ever; one
-- that was given back just now leaves its keys to be overwritten.
local givenBack
local function claimOn(key, id)
  if id == givenBack then return nil end
  local claim = read(id)
  if claim and claim.ends > now then return claim end
  if claim then free(id, claim) else call('HDEL', CLAIMS, key) end
  return nil
end

-- Grants to a waiter and wakes its process: by the answer, if it is the one that is answered, else by a message.
-- When nobody listens, the process is gone, and so is its claim.
local answered, answers, handed = nil, {}, {}
local function handTo(id, waiter, last)
  local process, number = partsOf(id)
  local message = promote(id, number, waiter, last)
  for _, key in ipairs(waiter.keys) do handed[key] = true end
  if process == answered then
    answers[#answers + 1] = message
  elseif call('PUBLISH', CHANNEL .. process, message) == 0 and COUNTS then
    free(id, { keys = waiter.keys })
  end
end

-- Whether nobody holds the key any longer, and the waiter heads its queue.
local function isOpen(key, id, waiter)
  local by = call('HGET', CLAIMS, key)
  if by and claimOn(key, by) then return false end
  return queueOf(key, 1)[1] == member(key, waiter, id)
end

-- Hands every key that was let go to the waiter at its head, when that one can take all that it wants.
-- Whoever has waited to the end of the wait, or was evicted, leaves.
local function handOff()
  local at = 1
  while at <= #work do
    local key = work[at]
    local first = queueOf(key, 1)[1]
    local id = first and idIn(key, first)
    local last, packed, by = unpack(id and look(id, key) or {})
    local waiter = parse(packed)
    if id and not waiter then
      call('ZREM', QUEUE, first)
    elseif waiter and waiter.ends <= now then
      free(id, waiter)
    else
      at = at + 1
      local ready = waiter and not (by and claimOn(key, by))
      for _, wanted in ipairs(ready and waiter.keys or {}) do
        ready = ready and (wanted == key or isOpen(wanted, id, waiter))
      end
      if ready then handTo(id, waiter, last) end
    end
  end
  work = {}
end
`;

/** All of it. */
export const SHARED = `${STATE}${GRANTS}${CLAIMS}${HAND_OFF}`;
