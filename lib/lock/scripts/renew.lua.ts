import { SHARED } from "./shared.lua.ts";

/**
 * Renews many leases at once.
 *
 *   ARGV[2], ARGV[3] id and lease ms, and so on in pairs
 *
 * Returns one number for each pair: 1 when it is renewed, 0 when it is lost.
 */
export const RENEW = `${SHARED}
local renewed = {}
for at = 2, #ARGV, 2 do
  local id, lease = ARGV[at], tonumber(ARGV[at + 1])
  local mine = unpacked(GRANTS, id)
  if mine and mine.expiresAt > now then
    mine.expiresAt = now + lease
    redis.call('HSET', GRANTS, id, cmsgpack.pack(mine))
    keep(lease, HELD, GRANTS)
    renewed[#renewed + 1] = 1
  else
    if mine then drop(id, mine) end
    renewed[#renewed + 1] = 0
  end
end
handOff()
return renewed
`;
