/**
 * Counts events of a day, or keeps them for the rebuild when the day isn't ready. One that a rebuild has
 * counted before is passed over.
 *
 *   KEYS[1] units ZSET product -> units   KEYS[2] ready STRING   KEYS[3] journal LIST   KEYS[4] counted SET
 *   ARGV[1] seconds to keep   ARGV[2...] events: JSON [event id, product id, units, ...]; units may be negative
 *
 * Returns the number of events that were counted now.
 */
export const COUNT_EVENTS = `
local units, ready, journal, counted = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local isReady, done = redis.call('EXISTS', ready) == 1, 0
for index = 2, #ARGV do
  local event = cjson.decode(ARGV[index])
  if not isReady then
    redis.call('RPUSH', journal, ARGV[index])
  elseif redis.call('SISMEMBER', counted, event[1]) == 0 then
    done = done + 1
    for at = 2, #event, 2 do
      if tonumber(redis.call('ZINCRBY', units, event[at + 1], event[at])) <= 0 then redis.call('ZREM', units, event[at]) end
    end
  end
end
if isReady then redis.call('EXPIRE', units, ARGV[1]) else redis.call('EXPIRE', journal, 120) end
return done
`;

/**
 * Puts a day's count, read from the orders, in place of what was there, and adds the events that came while
 * it was read. Events that the reading has seen are remembered, so that a late one is not counted twice.
 *
 *   KEYS as above
 *   ARGV[1] seconds to keep   ARGV[2] seconds that the day stays ready
 *   ARGV[3] number of event ids that the reading has seen, then these   then product id and units, in pairs
 *
 * Returns the number of products.
 */
export const REPLACE_DAY = `
local units, ready, journal, counted = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local seen = tonumber(ARGV[3])
redis.call('DEL', units, counted)
for at = 4, 3 + seen do redis.call('SADD', counted, ARGV[at]) end
if seen > 0 then redis.call('EXPIRE', counted, 300) end
for at = 4 + seen, #ARGV, 2 do redis.call('ZADD', units, ARGV[at + 1], ARGV[at]) end
for _, kept in ipairs(redis.call('LRANGE', journal, 0, -1)) do
  local event = cjson.decode(kept)
  if redis.call('SISMEMBER', counted, event[1]) == 0 then
    for at = 2, #event, 2 do redis.call('ZINCRBY', units, event[at + 1], event[at]) end
  end
end
redis.call('ZREMRANGEBYSCORE', units, '-inf', 0)
redis.call('DEL', journal)
redis.call('EXPIRE', units, ARGV[1])
redis.call('SET', ready, '1', 'EX', ARGV[2])
return redis.call('ZCARD', units)
`;
