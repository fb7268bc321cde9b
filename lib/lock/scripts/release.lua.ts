import { GRANTS, QUEUES, STATE } from "./shared.lua.ts";

/**
 * Ends what an id has, a grant or a place in line, and hands the keys on. Only its owner knows the id.
 *
 *   ARGV[1] id   ARGV[2...] its keys, if it is known to hold them: what it has need not be read then
 *
 * Returns 1 when it held its keys until now, so that nobody else can have had them, else 0; or a list of that
 * and the grants to waiters of its own process, as messages.
 */
export const RELEASE = `${STATE}
local id, keys, held = ARGV[1], { unpack(ARGV, 2) }, 1
if #keys > 0 then
  if call('HDEL', CLAIMS, id) == 0 then return 0 end
  call('HDEL', CLAIMS, unpack(keys))
  if call('EXISTS', QUEUE) == 0 then return 1 end
end
${GRANTS}${QUEUES}
if #keys > 0 then
  letGo(keys)
else
  local claim = read(id)
  if not claim then return 0 end
  held = claim.token and 1 or 0
  free(id, claim)
end
answered = partsOf(id)
handOff()
return { held, unpack(answers) }
`;
