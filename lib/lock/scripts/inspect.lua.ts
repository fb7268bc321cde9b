import { SHARED } from "./shared.lua.ts";

/**
 * Reads who holds what and who waits.
 *
 * Returns a JSON list of {key, holder, token, heldMs, leaseMs, queue: [{holder, waitingMs}]}, by key.
 */
export const INSPECT = `${SHARED}
local function holderOf(id) return string.match(id, '^(.*)#') end

local names = {}
for _, field in ipairs(call('HKEYS', CLAIMS)) do
  if not string.find(field, '\\0', 1, true) then names[#names + 1] = field end
end
table.sort(names)
local views = {}
for _, key in ipairs(names) do
  local id = call('HGET', CLAIMS, key)
  local claim = read(id)
  if claim and claim.ends > now then
    local queue = {}
    for _, entry in ipairs(queueOf(key, -1)) do
      local waiterId = idIn(key, entry)
      local waiter = read(waiterId)
      if waiter then queue[#queue + 1] = cjson.encode({ holder = holderOf(waiterId), waitingMs = now - waiter.since }) end
    end
    views[#views + 1] = '{"key":' .. cjson.encode(key) .. ',"holder":' .. cjson.encode(holderOf(id))
      .. string.format(',"token":"%.0f"', claim.token) .. ',"heldMs":' .. (now - claim.since)
      .. ',"leaseMs":' .. (claim.ends - now) .. ',"queue":[' .. table.concat(queue, ',') .. ']}'
  end
end
return '[' .. table.concat(views, ',') .. ']'
`;
