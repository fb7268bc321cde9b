/**
 * The hand-off: finds the next waiter for keys that were let go. It knows from the
 * manager's options how often a waiter may be passed: PASSES.
 */
export const HAND_OFF_LUA = `
-- How far behind the head of a queue the hand-off looks.
local DEPTH = 4

-- Lock keys that were let go, whose next waiter is to be looked for.
local work = {}

-- What is known of the waiters and the keys: of each id its claim, or false; of each key whether it is held.
local waiters, isHeld = {}, {}
-- The claims that were seen to hold now, by id.
local standing = {}

local function letGo(keys)
  for _, key in ipairs(keys) do work[#work + 1], isHeld[key] = key, nil end
end

local function tell(id, sign)
  local process, number = partsOf(id)
  call('PUBLISH', CHANNEL .. process, sign .. number)
end

-- The process that asks, and is alive; and the one that is answered, so that it needs no message.
local asking, answered

-- Who listens, by process: counted on the exact channel, for a pattern hears everything.
local listening = {}
local function isListening(process)
  if process == answered then return true end
  if listening[process] == nil then
    listening[process] = call('PUBSUB', 'NUMSUB', CHANNEL .. process)[2] > 0
  end
  return listening[process]
end

-- How long a holder has to renew its lease whose process does not listen.
local UNHEARD_MS = 1000

-- A holder whose process does not listen is dead, or connects anew and then renews its lease at once: it ends soon.
local function hasten(id, c)
  if c.ends - now <= UNHEARD_MS or isListening(partsOf(id)) then return end
  c.ends = now + UNHEARD_MS
  allowAtMaxmemory()
  call('HSET', CLAIMS, id, pack(c))
end

-- Takes all places in line of a process that does not answer. If it lives it asks again, with its old tickets.
local function dropProcess(process)
  local members, ids, keys = {}, {}, {}
  for _, entry in ipairs(call('ZRANGE', QUEUE, 0, -1)) do
    local key, id = string.match(entry, '^(.-)%z%d+%z(.*)$')
    if partsOf(id) == process then members[#members + 1], ids[id], keys[key] = entry, true, true end
  end
  local fields, freed = {}, {}
  for id in pairs(ids) do fields[#fields + 1], waiters[id] = id, nil end
  for key in pairs(keys) do freed[#freed + 1] = key end
  inParts('ZREM', QUEUE, members)
  inParts('HDEL', CLAIMS, fields)
  letGo(freed)
end

-- Ends a claim, wherever it stands.
local function free(id, c)
  standing[id] = nil
  call('HDEL', CLAIMS, id)
  if c.token then inParts('HDEL', CLAIMS, c.keys) else leave(id, c) end
  letGo(c.keys)
end

-- Ends a claim whose time is over. A holder that lives is told at once, as when the server's clock was set; an
-- offer that was not confirmed costs its process all its places.
local function expire(id, c)
  free(id, c)
  tell(id, c.token and not c.ticket and '-' or '?')
  local process = partsOf(id)
  if c.token and c.ticket and process ~= asking then dropProcess(process) end
end

-- The claim that holds the key. One that has ended is freed; one that was evicted holds nothing for ever.
local function claimOn(key, id)
  local c = standing[id] or read(id)
  if c and c.ends > now then
    standing[id] = c
    return c
  end
  if c then expire(id, c) else call('HDEL', CLAIMS, key) end
  return nil
end

local function readAll(ids)
  local unknown = {}
  for _, id in ipairs(ids) do if waiters[id] == nil then unknown[#unknown + 1] = id end end
  for from = 1, #unknown, 1000 do
    local to = math.min(from + 999, #unknown)
    for at, packed in ipairs(call('HMGET', CLAIMS, unpack(unknown, from, to))) do
      waiters[unknown[from + at - 1]] = parse(packed) or false
    end
  end
end

-- Reads of many ids at once whether they hold now.
local function stand(ids)
  for at, packed in ipairs(call('HMGET', CLAIMS, unpack(ids))) do
    local c = packed and clip(ids[at], parse(packed))
    if c and c.ends > now then standing[ids[at]] = c end
  end
end

-- Who was given back just now, and leaves its keys to be overwritten.
local givenBack

-- Whether nobody holds any of the keys. Leases that have ended are found by who waits for their end.
local function areFree(keys)
  local unknown = {}
  for _, key in ipairs(keys) do
    if isHeld[key] then return false end
    if isHeld[key] == nil then unknown[#unknown + 1] = key end
  end
  if #unknown == 0 then return true end
  local allFree = true
  for from = 1, #unknown, 1000 do
    local to = math.min(from + 999, #unknown)
    for at, id in ipairs(call('HMGET', CLAIMS, unpack(unknown, from, to))) do
      local key = unknown[from + at - 1]
      isHeld[key] = id and id ~= givenBack
      allFree = allFree and not isHeld[key]
    end
  end
  return allFree
end

-- Who is ahead of a ticket in the queues of the keys, each once; nil when one of them may not be passed, for it
-- has been so often.
local function passable(keys, ticket, most)
  local ahead, seen = {}, {}
  for _, key in ipairs(keys) do
    for at, entry in ipairs(queueOf(key, most > 0 and DEPTH + 1 or 1)) do
      if ticket and ticketIn(key, entry) >= ticket then break end
      if most == 0 or at > DEPTH then return nil end
      local id = idIn(key, entry)
      if not seen[id] then seen[id], ahead[#ahead + 1] = true, id end
    end
  end
  if #ahead > 0 then readAll(ahead) end
  for _, id in ipairs(ahead) do
    if waiters[id] and waiters[id].passes >= most then return nil end
  end
  return ahead
end

-- Counts that these were passed once more.
local function pass(ids)
  local fields = {}
  for _, id in ipairs(ids) do
    local c = waiters[id]
    if c then
      c.passes = c.passes + 1
      fields[#fields + 1] = id
      fields[#fields + 1] = pack(c)
    end
  end
  inParts('HSET', CLAIMS, fields)
end

-- Grants to a waiter of the process that is answered, and returns what tells it.
local function promote(id, number, c, last)
  leave(id, c)
  local token = grant(id, c.keys, c.lease, following(last, c.minToken))
  return string.format('%s %.0f %.0f', number, token, c.lease), token
end

-- Gives a waiter its keys: by the answer, if its process is the one that is answered, else it is offered them
-- by a message, and confirms.
local answers, handed, last = {}, {}, nil
local function handTo(id, c)
  local process, number = partsOf(id)
  last = last or call('HGET', CLAIMS, LAST)
  if process == answered then
    answers[#answers + 1], last = promote(id, number, c, last)
  else
    leave(id, c)
    c.token, c.since, c.ends = following(last, c.minToken), now, now + OFFER_MS
    last = c.token
    hold(id, c.keys, c.token, pack(c))
    tell(id, '+')
  end
  waiters[id] = false
  for _, key in ipairs(c.keys) do handed[key], isHeld[key] = true, true end
end

-- The waiters near the heads of the keys' queues, the first ticket first.
local function candidatesFor(keys)
  local found, known, ids = {}, {}, {}
  for _, key in ipairs(keys) do
    for _, entry in ipairs(queueOf(key, PASSES > 0 and DEPTH or 1)) do
      local id = idIn(key, entry)
      if not known[id] then
        known[id], ids[#ids + 1] = true, id
        found[#found + 1] = { id = id, key = key, entry = entry, ticket = ticketIn(key, entry) }
      end
    end
  end
  readAll(ids)
  table.sort(found, function(one, other) return one.ticket < other.ticket end)
  return found
end

-- Serves one waiter if it can take all that it wants. Who was evicted, has what it waited for, has waited to the
-- end of the wait, or can't be told, leaves.
local function serve(candidate)
  local id, c = candidate.id, waiters[candidate.id]
  if c == nil then return end
  if not c or c.token then
    call('ZREM', QUEUE, candidate.entry)
    letGo({ candidate.key })
  elseif c.ends <= now then
    waiters[id] = nil
    expire(id, c)
  elseif areFree(c.keys) then
    local ahead = passable(c.keys, c.ticket, PASSES)
    if not ahead then return end
    if not isListening(partsOf(id)) then return dropProcess(partsOf(id)) end
    pass(ahead)
    handTo(id, c)
  end
end

-- Hands every key that was let go to the first waiter that can take all that it wants.
local function handOff()
  while #work > 0 do
    local keys, once = {}, {}
    for _, key in ipairs(work) do
      if not once[key] then once[key], keys[#keys + 1] = true, key end
    end
    work, waiters = {}, {}
    local open = {}
    areFree(keys)
    for _, key in ipairs(keys) do if not isHeld[key] then open[#open + 1] = key end end
    local candidates, wanted = candidatesFor(open), {}
    for _, candidate in ipairs(candidates) do
      for _, key in ipairs((waiters[candidate.id] or { keys = {} }).keys) do
        if isHeld[key] == nil and #wanted < 1000 then
          isHeld[key] = false
          wanted[#wanted + 1] = key
        end
      end
    end
    for _, key in ipairs(wanted) do isHeld[key] = nil end
    areFree(wanted)
    for _, candidate in ipairs(candidates) do serve(candidate) end
  end
end
`;
