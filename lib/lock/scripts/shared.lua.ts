/**
 * The start of every script: the whole state of a namespace in three Redis keys of one hash slot, so that
 * one script sees it all also in a Cluster.
 *
 *   KEYS[1] claims      HASH  lock key -> id of the claim that holds it
 *                             id -> packed claim, one of three:
 *                               a grant (token): holds all its keys until it ends
 *                               a wait (ticket): waits for all its keys until it ends
 *                               an offer (token and ticket): a grant that its process has not confirmed yet
 *                             NUL -> the last token. An id has a NUL, a lock key has none.
 *   KEYS[2] queue       ZSET  every queue in one: member = lock key NUL ticket NUL id, all with score 0,
 *                             so the head of a key's queue is the first member of its lexical range
 *   KEYS[3] tombstones  ZSET  id that must never be granted again -> when that is forgotten
 *
 * An id is its process, a NUL, and a number. A process is its holder's name, "#", and a random word; its
 * channel is "lock-wake:" and the process.
 */
export const STATE_LUA = `
local CLAIMS, QUEUE, TOMBSTONES, LAST, CHANNEL = KEYS[1], KEYS[2], KEYS[3], '\\0', 'lock-wake:'
local call = redis.call
`;

/** The server's clock. */
export const CLOCK_LUA = `
local clock = call('TIME')
local nowUs = clock[1] * 1000000 + clock[2]
local now = math.floor(nowUs / 1000)
`;

/** A grant by the clock: all that an acquire needs when nobody is in the way. */
export const GRANT_LUA = `
-- The next token: above the last one, not below the server's clock, above what the caller has seen.
local function following(last, minToken) return math.max((last or 0) + 1, nowUs, minToken + 1) end

-- The last token, the packed claim of the id, and behind them the id that holds each key; or false.
local function look(id, ...) return call('HMGET', CLAIMS, LAST, id, ...) end

-- Writes that an id holds all the keys.
local function hold(id, keys, token, packed)
  local fields = {}
  for at, key in ipairs(keys) do fields[2 * at - 1], fields[2 * at] = key, id end
  call('HSET', CLAIMS, LAST, token, id, packed, unpack(fields))
end

-- Gives an id all the keys, and returns the token. A claim is packed by its places, not by names: that is half the work.
local function grant(id, keys, lease, token)
  hold(id, keys, token, cmsgpack.pack(keys, now, now + lease, token, nil, tonumber(lease)))
  return token
end
`;

/** Claims and queues: what a script needs besides when somebody is in the way, or waits. */
export const CLAIM_LUA = `
local function parse(packed)
  if not packed then return nil end
  local keys, since, ends, token, ticket, lease, minToken, passes = cmsgpack.unpack(packed)
  return { keys = keys, since = since, ends = ends, token = token, ticket = ticket, lease = lease,
    minToken = minToken, passes = passes or 0 }
end

local function pack(c)
  return cmsgpack.pack(c.keys, c.since, c.ends, c.token, c.ticket, c.lease, c.minToken, c.passes)
end

-- A script whose first write needs no memory may also make those that do, when Redis is at its maxmemory:
-- who holds a lock keeps it then, and who lets it go hands it on.
local function allowAtMaxmemory() call('HDEL', CLAIMS, '\\0\\0') end

-- An offer that is not confirmed within this time is withdrawn: its process sleeps, or can't be heard.
local OFFER_MS = 1000

-- A lease never runs for longer than it was granted for: else the server's clock was set back, and it ends
-- that long after now.
local function clip(id, c)
  local most = c.ticket and OFFER_MS or c.lease
  if not c.token or not most or c.ends <= now + most + 1 then return c end
  c.ends = now + most
  allowAtMaxmemory()
  call('HSET', CLAIMS, id, pack(c))
  return c
end

local function read(id)
  local packed = call('HGET', CLAIMS, id)
  return packed and clip(id, parse(packed)) or nil
end

local function member(key, ticket, id) return key .. '\\0' .. ticket .. '\\0' .. id end

-- The first members of the key's queue, or all for -1.
local function queueOf(key, count)
  return call('ZRANGEBYLEX', QUEUE, '[' .. key .. '\\0', '(' .. key .. '\\1', 'LIMIT', 0, count)
end

-- The ticket in a member, of 16 digits, and the id behind it.
local function ticketIn(key, entry) return string.sub(entry, #key + 2, #key + 17) end
local function idIn(key, entry) return string.sub(entry, #key + 19) end

-- The process that an id is of, and its number there.
local function partsOf(id) return string.match(id, '^(.-)%z(.*)$') end

-- Calls a command with a list of arguments, in parts that Lua can spread.
local function inParts(command, key, list)
  for at = 1, #list, 1000 do call(command, key, unpack(list, at, math.min(at + 999, #list))) end
end

local function leave(id, c)
  local members = {}
  for at, key in ipairs(c.keys) do members[at] = member(key, c.ticket, id) end
  inParts('ZREM', QUEUE, members)
end
`;
