/**
 * What this process knows of the database: when it last answered, when a connection was last lost, when a write last
 * failed because the database was away, and the query that asks now.
 */
interface Known {
  answeredAt: number;
  lostAt: number;
  failedAt: number;
  asking: Promise<boolean> | null;
}

const cache = globalThis as typeof globalThis & { lockstepDatabaseState?: Known };

/** What is known, by all copies of this module in the process. */
export function known(): Known {
  cache.lockstepDatabaseState ??= {
    answeredAt: Number.NEGATIVE_INFINITY,
    lostAt: Number.NEGATIVE_INFINITY,
    failedAt: Number.NEGATIVE_INFINITY,
    asking: null,
  };
  return cache.lockstepDatabaseState;
}

/** Called when a connection of the pools has ended, for whatever reason: the next caller looks anew. */
export function noteConnectionLost(): void {
  known().lostAt = performance.now();
}

/** Called when a transaction could not be done, with all its tries, because the database is away. */
export function noteWriteFailed(): void {
  known().failedAt = performance.now();
}

/** Whether a connection was lost after this moment of `performance.now()`. */
export const lostConnectionSince = (moment: number): boolean => known().lostAt >= moment;
