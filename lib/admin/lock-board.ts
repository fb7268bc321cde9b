import { isLockError } from "#lib/lock/index.ts";
import { add, type Histogram, percentile } from "#lib/locking/histogram.ts";
import type { ProcessLockStats } from "#lib/locking/lock-stats.ts";
import { locks } from "#lib/locking/locks.ts";
import { readLockStats } from "#lib/locking/shared-lock-stats.ts";
import { logFailure } from "#lib/observability/log-failure.ts";
import { SHOP_LOCK } from "./held-locks.ts";
import { namesOf } from "./lock-names.ts";
import { LockBoard } from "./schema.ts";

/** So many of the hottest keys are shown. */
const HOTTEST = 10;

const NOBODY: LockBoard = LockBoard.parse({
  isUp: false,
  items: [],
  wait: { p50: null, p95: null, p99: null },
  hold: { p50: null, p95: null, p99: null },
  timedOut: 0,
  hottest: [],
});

/** Every held lock with its queue, and how the shop's locks did in the last five minutes, over all processes. */
export async function readLockBoard(): Promise<LockBoard> {
  try {
    const [views, stats] = await Promise.all([locks().inspect(), readLockStats()]);
    const held = views.filter(({ key }) => SHOP_LOCK.test(key));
    const hottest = mergeHottest(stats);
    const names = await namesOf([...held, ...hottest].map(({ key }) => key));
    const nameOf = (key: string) => names.get(key) ?? null;
    return LockBoard.parse({
      isUp: true,
      items: held.map((view) => ({ ...view, name: nameOf(view.key), shoppers: waitingFor(view.key, stats) })),
      wait: percentilesOf(merge(stats.map(({ wait }) => wait))),
      hold: percentilesOf(merge(stats.map(({ hold }) => hold))),
      timedOut: stats.reduce((sum, { timedOut }) => sum + timedOut, 0),
      hottest: hottest.map(({ key, taken, wait, hold }) => ({
        key,
        name: nameOf(key),
        taken,
        wait: percentilesOf(wait),
        hold: percentilesOf(hold),
      })),
    });
  } catch (error) {
    // The shop sells under row locks then, and the page says so.
    if (!isLockError(error, "LOCK_UNAVAILABLE")) logFailure("warn", "the locks can't be read", error);
    return NOBODY;
  }
}

const waitingFor = (key: string, stats: readonly ProcessLockStats[]) =>
  stats.reduce((sum, { shoppers }) => sum + (shoppers[key] ?? 0), 0);

function mergeHottest(stats: readonly ProcessLockStats[]) {
  const keys = new Map<string, { taken: number; wait: Histogram; hold: Histogram }>();
  for (const { key, taken, wait, hold } of stats.flatMap(({ hottest }) => hottest)) {
    const sum = keys.get(key) ?? { taken: 0, wait: {}, hold: {} };
    sum.taken += taken;
    add(sum.wait, wait);
    add(sum.hold, hold);
    keys.set(key, sum);
  }
  return [...keys]
    .map(([key, sum]) => ({ key, ...sum }))
    .sort((a, b) => b.taken - a.taken)
    .slice(0, HOTTEST);
}

function merge(histograms: readonly Histogram[]): Histogram {
  const sum: Histogram = {};
  for (const one of histograms) add(sum, one);
  return sum;
}

const percentilesOf = (times: Histogram) => ({
  p50: percentile(times, 0.5),
  p95: percentile(times, 0.95),
  p99: percentile(times, 0.99),
});
