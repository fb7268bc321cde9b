import { CLAIM_LUA, CLOCK_LUA, GRANT_LUA, STATE_LUA } from "./shared.lua.ts";

/**
 * Reads every held key with its holder and waiters; also keys that nobody holds.
 *
 * Returns a JSON list of {key, holder, token, heldMs, leaseMs, queue: [{holder, waitingMs}]}, by key.
 */
export const INSPECT = `${STATE_LUA}${CLOCK_LUA}${GRANT_LUA}${CLAIM_LUA}
local function holderOf(id) return string.match(id, '^(.*)#') end

local holders, claims, keys, queues = {}, {}, {}, {}
local fields = call('HGETALL', CLAIMS)
for at = 1, #fields, 2 do
  local field, value = fields[at], fields[at + 1]
  if not string.find(field, '\\0', 1, true) then
    holders[field] = value
  elseif #field > 1 then
    claims[field] = parse(value)
  end
end
for key, id in pairs(holders) do
  local c = claims[id]
  if c and c.ends > now then keys[#keys + 1], queues[key] = key, {} end
end
for _, entry in ipairs(call('ZRANGE', QUEUE, 0, -1)) do
  local key, id = string.match(entry, '^(.-)%z%d+%z(.*)$')
  local waiter = claims[id]
  if waiter then
    if not queues[key] then keys[#keys + 1], queues[key] = key, {} end
    table.insert(queues[key], cjson.encode({ holder = holderOf(id), waitingMs = math.max(0, now - waiter.since) }))
  end
end
table.sort(keys)

local views = {}
for at, key in ipairs(keys) do
  local id = holders[key]
  local c = id and claims[id]
  local held = '"holder":null,"token":null,"heldMs":0,"leaseMs":0'
  if c and c.ends > now then
    held = '"holder":' .. cjson.encode(holderOf(id)) .. string.format(',"token":"%.0f"', c.token)
      .. ',"heldMs":' .. math.max(0, now - c.since) .. ',"leaseMs":' .. (c.ends - now)
  end
  views[at] = '{"key":' .. cjson.encode(key) .. ',' .. held .. ',"queue":[' .. table.concat(queues[key], ',') .. ']}'
end
return '[' .. table.concat(views, ',') .. ']'
`;
