import { HAND_OFF_LUA } from "./hand-off.lua.ts";
import { CLAIM_LUA, CLOCK_LUA, GRANT_LUA, STATE_LUA } from "./shared.lua.ts";

/**
 * Takes all keys, or joins the queue of every one, or names the holder in the way. Asking again with the same
 * id is safe: it is how a waiter makes sure that no message was missed. A request that shows the ticket of an earlier
 * answer gets that place again, whatever became of it.
 *
 *   ARGV[1] id   ARGV[2] lease ms   ARGV[3] wait ms left, 0 to not queue   ARGV[4] minToken   ARGV[5] ticket or ""
 *   ARGV[6...] lock keys, sorted, each once
 *
 * Returns the token, when it took the keys now
 *      or {"granted", token}, when it had them: the lease runs anew
 *      or {"waiting", place in line, ms left of the lease in the way or -1, holder or "", ticket}
 *      or {"refused", ...the same, "" for the ticket} when it was not to queue
 *      or {"gone"} when the id was given up before: the request was late.
 */
export const ACQUIRE = `${STATE_LUA}${CLOCK_LUA}${GRANT_LUA}
local id, lease, wait, minToken, ticket = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local keys = { unpack(ARGV, 6) }

local seen, isFree = look(id, unpack(keys)), true
for at = 1, #keys do isFree = isFree and not seen[at + 2] end
if isFree and call('EXISTS', QUEUE, TOMBSTONES) == 0 then
  return grant(id, keys, lease, following(seen[1], minToken))
end
${CLAIM_LUA}
if call('ZSCORE', TOMBSTONES, id) then return { 'gone' } end

local mine = parse(seen[2])
if mine and mine.token then
  mine.ends, mine.ticket, mine.lease = now + lease, nil, tonumber(lease)
  allowAtMaxmemory()
  call('HSET', CLAIMS, id, pack(mine))
  return { 'granted', mine.token }
end
if mine then ticket = mine.ticket end
local isQueued = mine or tonumber(wait) > 0

-- Takes or keeps the places in line, if it is to queue, and returns the answer to a caller that has to wait.
local function standInLine(blocker, blockedBy, last)
  if isQueued then
    local isNew = ticket == ''
    if isNew then
      last = string.format('%.0f', following(last, 0))
      ticket = last
    end
    -- The end of the wait moves when the server's clock was set.
    if not mine or math.abs(mine.ends - now - wait) > 1000 then
      mine = { keys = keys, since = mine and mine.since or now, ends = now + wait, ticket = ticket,
        lease = tonumber(lease), minToken = minToken, passes = mine and mine.passes or 0 }
      call('HSET', CLAIMS, LAST, last or ticket, id, pack(mine))
    end
    local missing = {}
    for _, key in ipairs(keys) do
      local entry = member(key, ticket, id)
      if isNew or not call('ZSCORE', QUEUE, entry) then
        missing[#missing + 1] = 0
        missing[#missing + 1] = entry
      end
    end
    inParts('ZADD', QUEUE, missing)
  end
  local place = 1
  for _, key in ipairs(keys) do
    local upTo = isQueued and member(key, ticket, id) or key .. '\\1'
    place = math.max(place, 1 + call('ZLEXCOUNT', QUEUE, '[' .. key .. '\\0', '(' .. upTo))
  end
  local left, holder = blocker and blocker.ends - now or -1, blocker and string.match(blockedBy, '^(.*)#') or ''
  return { isQueued and 'waiting' or 'refused', place, left, holder, ticket }
end

-- Most often a first request finds the one key held by somebody whose lease goes on, and there is nothing to hand on.
local holding = #keys == 1 and isQueued and ARGV[5] == '' and seen[3] and read(seen[3])
if holding and holding.ends > now then return standInLine(holding, seen[3], seen[1]) end
${HAND_OFF_LUA}
asking = partsOf(id)

-- Of those who hold a key the one whose lease ends last, and its id. The lease of one that has ended ends here.
local function inTheWay(holders)
  local blocker, blockedBy, ids, once = nil, nil, {}, {}
  for _, by in ipairs(holders) do
    if by and not once[by] then once[by], ids[#ids + 1] = true, by end
  end
  if #ids > 0 then stand(ids) end
  for at, key in ipairs(keys) do
    local by = holders[at]
    local c = by and claimOn(key, by) or nil
    if c and (not blocker or c.ends > blocker.ends) then blocker, blockedBy = c, by end
    isHeld[key] = c ~= nil
  end
  return blocker, blockedBy
end

-- The waiters ahead on the keys, if the keys are free and these may be passed; else nil. A caller that may not wait
-- passes nobody.
local function whoIsPassed(blocker)
  return not blocker and passable(keys, ticket ~= '' and ticket or nil, isQueued and PASSES or 0) or nil
end

local blocker, blockedBy = inTheWay({ unpack(seen, 3, #keys + 2) })
local ahead = whoIsPassed(blocker)
-- On free keys, a waiter for one key can run, and one that may not be passed perhaps: nobody may have woken it.
local isUnsure = not blocker and not ahead
for _, one in ipairs(ahead or {}) do isUnsure = isUnsure or waiters[one] and #waiters[one].keys == 1 end
if isUnsure then letGo(keys) end
if #work > 0 then
  handOff()
  blocker, blockedBy = inTheWay(call('HMGET', CLAIMS, unpack(keys)))
  -- Its own turn may have come by that.
  mine = parse(call('HGET', CLAIMS, id))
  if mine and mine.token then
    mine.ends, mine.ticket = now + lease, nil
    call('HSET', CLAIMS, id, pack(mine))
    return { 'granted', mine.token }
  end
  waiters = {}
  ahead = whoIsPassed(blocker)
end

if ahead then
  if ticket ~= '' then leave(id, { keys = keys, ticket = ticket }) end
  pass(ahead)
  return grant(id, keys, lease, following(last or seen[1], minToken))
end

local answer = standInLine(blocker, blockedBy, last or seen[1])
-- A waiter that asks again looks whether the holder is still there; so does a caller that may not wait, where nobody does.
if blocker and (ARGV[5] ~= '' or not isQueued and answer[2] == 1) then
  hasten(blockedBy, blocker)
  answer[3] = blocker.ends - now
end
return answer
`;
