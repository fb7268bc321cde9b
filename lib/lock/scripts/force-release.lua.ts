import { SHARED } from "./shared.lua.ts";

/**
 * Takes a key from its holder, with all the keys of that claim, tells the holder's process, and hands on.
 * A token is minted and thrown away, so that the old holder's is below whatever comes next.
 *
 *   ARGV[1] lock key
 *
 * Returns 1, or 0 when nobody held it.
 */
export const FORCE_RELEASE = `${SHARED}
local id = call('HGET', CLAIMS, ARGV[1])
local claim = id and claimOn(ARGV[1], id)
if claim then
  call('HSET', CLAIMS, LAST, following(call('HGET', CLAIMS, LAST), 0))
  free(id, claim)
  local process, number = partsOf(id)
  call('PUBLISH', CHANNEL .. process, number)
end
handOff()
return claim and 1 or 0
`;
