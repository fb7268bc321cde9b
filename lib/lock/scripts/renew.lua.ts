import { SHARED } from "./shared.lua.ts";

/**
 * Renews many leases at once.
 *
 *   ARGV[2], ARGV[3] id and lease ms, and so on in pairs
 *
 * Returns one number for each pair: 1 when it is renewed, 0 when it is lost.
 */
export const RENEW = `${SHARED}
settle()
local renewed = {}
for at = 2, #ARGV, 2 do
  local known = call('ZSCORE', ENDS, ARGV[at])
  if known then call('ZADD', ENDS, now + ARGV[at + 1], ARGV[at]) end
  renewed[#renewed + 1] = known and 1 or 0
end
return renewed
`;
