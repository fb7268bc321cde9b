import { SHARED } from "./shared.lua.ts";

/**
 * Reads who holds what and who waits.
 *
 * Returns a JSON list of {key, holder, token, heldMs, leaseMs, queue: [{holder, waitingMs}]}, by key.
 */
export const INSPECT = `${SHARED}
local names = redis.call('HKEYS', HELD)
table.sort(names)
local views = {}
for _, key in ipairs(names) do
  local granted = unpacked(GRANTS, redis.call('HGET', HELD, key))
  if granted and granted.expiresAt > now then
    local queue = {}
    for _, entry in ipairs(redis.call('ZRANGEBYLEX', QUEUE, '[' .. key .. '\\0', '(' .. key .. '\\1')) do
      local waiter = unpacked(WAITERS, string.sub(entry, #key + 19))
      if waiter then queue[#queue + 1] = cjson.encode({ holder = waiter.holder, waitingMs = now - waiter.since }) end
    end
    views[#views + 1] = '{"key":' .. cjson.encode(key) .. ',"holder":' .. cjson.encode(granted.holder)
      .. ',"token":"' .. granted.token .. '","heldMs":' .. (now - granted.since)
      .. ',"leaseMs":' .. (granted.expiresAt - now) .. ',"queue":[' .. table.concat(queue, ',') .. ']}'
  end
end
return '[' .. table.concat(views, ',') .. ']'
`;
