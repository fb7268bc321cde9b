import { SHARED } from "./shared.lua.ts";

/**
 * Ends what an id has, a grant or a place in line, and hands the keys on. Only its owner knows the id.
 *
 *   ARGV[2] id
 *
 * Returns 1 when it held its keys until now: nobody else can have had them. Else 0.
 */
export const RELEASE = `${SHARED}
local claim = read(ARGV[2])
if not claim then return 0 end
free(ARGV[2], claim)
if call('EXISTS', QUEUE) == 1 then settle() end
return claim.token and 1 or 0
`;
