import { SHARED } from "./shared.lua.ts";

/**
 * Ends what an id has, a grant or a place in line, and hands the keys on. Only its owner knows the id.
 *
 *   ARGV[2] id
 *
 * Returns 1 when it held its keys until now, else 0.
 */
export const RELEASE = `${SHARED}
local id = ARGV[2]
local granted = unpacked(GRANTS, id)
local waiter = not granted and unpacked(WAITERS, id)
if granted then drop(id, granted) end
if waiter then leave(id, waiter) end
handOff()
return granted and granted.expiresAt > now and 1 or 0
`;
