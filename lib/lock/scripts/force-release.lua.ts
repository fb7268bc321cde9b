import { SHARED } from "./shared.lua.ts";

/**
 * Takes a key from its holder, with all the keys of that claim, tells the holder's process, and hands on.
 * A token is minted and thrown away, so that the old holder's is below whatever comes next.
 *
 *   ARGV[2] lock key
 *
 * Returns 1, or 0 when nobody held it.
 */
export const FORCE_RELEASE = `${SHARED}
settle()
local id = call('HGET', CLAIMS, ARGV[2])
local claim = id and read(id)
if not claim then return 0 end
mint(tonumber(claim.token))
free(id, claim)
call('PUBLISH', 'lock-wake:' .. string.sub(id, 1, 36), cjson.encode({ id = id, lost = true }))
settle()
return 1
`;
