import { SHARED } from "./shared.lua.ts";

/**
 * Renews many leases at once, and sweeps: of a hundred claims, picked at random as Redis does for keys that
 * expire, those that have ended are freed. So nothing of a dead process stays, also when nobody asks for it.
 *
 *   ARGV[1], ARGV[2] id and lease ms, and so on in pairs
 *
 * Returns one number for each pair: 1 when it is renewed, 0 when it is lost.
 */
export const RENEW = `${SHARED}
local renewed = {}
for at = 1, #ARGV, 2 do
  local id = ARGV[at]
  local claim = read(id)
  local alive = claim and claim.token and claim.ends > now
  if alive then
    call('HSET', CLAIMS, id, cmsgpack.pack(claim.keys, claim.since, now + ARGV[at + 1], claim.token))
  end
  renewed[#renewed + 1] = alive and 1 or 0
end

for _, field in ipairs(call('HRANDFIELD', CLAIMS, 100)) do
  if #field > 1 and string.find(field, '\\0', 1, true) then
    local claim = read(field)
    if claim and claim.ends <= now then free(field, claim) end
  end
end
handOff()
return renewed
`;
