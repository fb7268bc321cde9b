import { CLAIM_LUA, CLOCK_LUA, GRANT_LUA, STATE_LUA } from "./shared.lua.ts";

/**
 * Takes what was offered: from now on it is held, for the whole lease.
 *
 *   ARGV[1] id   ARGV[2] lease ms
 *
 * Returns the token, or 0 when the offer was withdrawn.
 */
export const CONFIRM = `${STATE_LUA}${CLOCK_LUA}${GRANT_LUA}${CLAIM_LUA}
local c = parse(call('HGET', CLAIMS, ARGV[1]))
if not c or not c.token then return 0 end
c.ends, c.ticket = now + ARGV[2], nil
allowAtMaxmemory()
call('HSET', CLAIMS, ARGV[1], pack(c))
return c.token
`;
