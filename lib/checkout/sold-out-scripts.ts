/**
 * Closes the gate of products that were seen sold out, unless somebody later has opened it.
 *
 *   KEYS gates: "closed:" or "open:", and the fencing token of who set it
 *   ARGV[1] token under which it was seen   ARGV[2] ms that it stays closed
 *
 * Returns the number of gates that it closed.
 */
export const CLOSE_GATES = `
local closed = 0
for _, gate in ipairs(KEYS) do
  local opened = string.match(redis.call('GET', gate) or '', '^open:(%d+)$')
  if not opened or tonumber(opened) < tonumber(ARGV[1]) then
    redis.call('SET', gate, 'closed:' .. ARGV[1], 'PX', ARGV[2])
    closed = closed + 1
  end
end
return closed
`;

/**
 * Opens gates, and remembers it for so long that nobody who saw less before can still close them.
 *
 *   KEYS gates   ARGV[1] token of who brings stock back   ARGV[2] ms that it is remembered
 *
 * Returns the number of gates.
 */
export const OPEN_GATES = `
for _, gate in ipairs(KEYS) do
  local opened = string.match(redis.call('GET', gate) or '', '^open:(%d+)$')
  if not opened or tonumber(opened) < tonumber(ARGV[1]) then
    redis.call('SET', gate, 'open:' .. ARGV[1], 'PX', ARGV[2])
  end
end
return #KEYS
`;
