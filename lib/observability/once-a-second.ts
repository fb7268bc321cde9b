const WINDOW_MS = 1_000;

interface Repeated {
  count: number;
  tell: (count: number) => void;
}

const cache = globalThis as typeof globalThis & { lockstepRepeated?: Map<string, Repeated> };

/**
 * Tells of what may happen thousands of times a second: the first of a cause at once, and those that follow within a
 * second together, with their count, as the last of them would be told.
 */
export function onceASecond(cause: string, tell: (count: number) => void): void {
  cache.lockstepRepeated ??= new Map();
  const repeated = cache.lockstepRepeated;
  const known = repeated.get(cause);
  if (known) {
    known.count += 1;
    known.tell = tell;
    return;
  }
  tell(1);
  const following: Repeated = { count: 0, tell };
  repeated.set(cause, following);
  setTimeout(() => {
    repeated.delete(cause);
    if (following.count > 0) following.tell(following.count);
  }, WINDOW_MS).unref();
}
