import { hostname } from "node:os";
import type { LockEvent } from "#lib/lock/index.ts";
import { redis } from "#lib/redis/client.ts";
import { LockStats, ProcessLockStats } from "./lock-stats.ts";

/** How often a process looks whether somebody watches, and tells if so. */
const TELL_MS = 1_000;
/** Somebody watches for so long after each look. */
const WATCHED_SECONDS = 5;
/** What a process told longer ago is of one that is gone, or that nobody watched. */
const FRESH_MS = 3_500;

const WATCHED = "lockstep:lock-stats:watched";
const STATS = "lockstep:lock-stats:processes";

/** The jobs that wait for a lock in this process: the keys of each. */
export type Line = () => Iterable<readonly string[]>;

interface Sharing {
  readonly stats: LockStats;
  readonly lines: Set<Line>;
  readonly timer: NodeJS.Timeout;
}

// Shared by the pages' and the routes' copies of this module, as in db/client.ts.
const cache = globalThis as typeof globalThis & { lockstepLockStats?: Sharing };

function sharing(): Sharing {
  cache.lockstepLockStats ??= {
    stats: new LockStats(),
    lines: new Set(),
    timer: setInterval(() => void tellIfWatched(), TELL_MS).unref(),
  };
  return cache.lockstepLockStats;
}

/** Counts what happened to a lock of the shop's. */
export const noteLockEvent = (event: LockEvent): void => sharing().stats.note(event);

/** Adds a line whose waiting jobs are counted. */
export const watchLine = (line: Line): void => void sharing().lines.add(line);

/** What every process told of its locks within the last seconds; says, too, that somebody wants to know. */
export async function readLockStats(): Promise<ProcessLockStats[]> {
  const [, told] = await Promise.all([
    redis().set(WATCHED, "1", "EX", WATCHED_SECONDS),
    redis().hgetall(STATS),
  ]);
  const oldest = Date.now() - FRESH_MS;
  return Object.values(told)
    .flatMap(readStats)
    .filter(({ at }) => at > oldest);
}

/** Reads what a process told; nothing of one whose version tells it in another way. */
export function readStats(text: string): ProcessLockStats[] {
  try {
    const { data } = ProcessLockStats.safeParse(JSON.parse(text));
    return data ? [data] : [];
  } catch {
    return [];
  }
}

async function tellIfWatched(): Promise<void> {
  const { stats, lines } = sharing();
  try {
    if ((await redis().exists(WATCHED)) === 0) return;
    const text = JSON.stringify(stats.summary(countWaiting(lines)));
    await redis().multi().hset(STATS, `${hostname()}:${process.pid}`, text).expire(STATS, 60).exec();
  } catch {
    // Redis is away: there is nobody to tell, and the next second tells anew.
  }
}

function countWaiting(lines: Iterable<Line>): Record<string, number> {
  const shoppers: Record<string, number> = {};
  for (const line of lines) {
    for (const keys of line()) for (const key of keys) shoppers[key] = (shoppers[key] ?? 0) + 1;
  }
  return shoppers;
}
