// Shared by the pages' and the routes' copies of this module, as in db/client.ts.
const cache = globalThis as typeof globalThis & { lockstepRedisFailure?: Set<() => void> };
const listeners = (): Set<() => void> => {
  cache.lockstepRedisFailure ??= new Set();
  return cache.lockstepRedisFailure;
};

/** Has `then` run whenever Redis is found to be away, so that its connection waits for no answer. */
export function onRedisFailure(then: () => void): void {
  listeners().add(then);
}

/** Redis was found to be away, though its connections may not have noticed. */
export function redisFailed(): void {
  for (const tell of listeners()) tell();
}
