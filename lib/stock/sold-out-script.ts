/**
 * Closes or opens the gates of products, but none that somebody has opened with the same or a later token:
 * for so long as that is kept, nobody who saw less before can close it.
 *
 *   KEYS gates: "closed:" or "open:", and the fencing token of its writer
 *   ARGV[1] "closed" or "open"   ARGV[2] token of its writer   ARGV[3] ms that it is kept
 *
 * Returns the number of gates that it set.
 */
export const SET_GATES = `
local set = 0
for _, gate in ipairs(KEYS) do
  local opened = string.match(redis.call('GET', gate) or '', '^open:(%d+)$')
  if not opened or tonumber(opened) < tonumber(ARGV[2]) then
    redis.call('SET', gate, ARGV[1] .. ':' .. ARGV[2], 'PX', ARGV[3])
    set = set + 1
  end
end
return set
`;
