import { STATE_LUA } from "./shared.lua.ts";

/**
 * Shows that Redis takes writes, and that a process hears its messages.
 *
 *   ARGV[1] process
 *
 * Returns how many heard it.
 */
export const HEARTBEAT = `${STATE_LUA}
call('HDEL', CLAIMS, '\\0\\0')
return call('PUBLISH', CHANNEL .. ARGV[1], '.')
`;
