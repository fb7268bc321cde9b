import type { Contended, Turn } from "./contend.ts";

/** The figures of one run. */
export interface Figures {
  readonly grantsPerSecond: number;
  /** How often a second the lock went to another worker. */
  readonly changesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  /** Grants that went to a worker who had asked after somebody who still waited. */
  readonly overtakesPerGrant: number;
  readonly failures: number;
  readonly violations: number;
  readonly grants: number;
  readonly tookMs: number;
}

/** Judges the runs of all processes together. */
export function judge(runs: readonly Contended[]): Figures {
  const turns = runs.flatMap((run) => run.turns).sort((a, b) => a.grantedAt - b.grantedAt);
  const startedAt = Math.min(...runs.map((run) => run.startedAt));
  const endedAt = Math.max(...runs.map((run) => run.endedAt));
  const seconds = (endedAt - startedAt) / 1e6;
  const unserved = runs.flatMap((run) => run.waitingSince.map((since) => run.endedAt - since));
  const waits = [...turns.map(({ grantedAt, askedAt }) => grantedAt - askedAt), ...unserved].sort(
    (a, b) => a - b,
  );
  const at = (share: number) =>
    (waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? 0) / 1e3;
  const changes = turns.filter((turn, index) => turn.worker !== turns[index - 1]?.worker).length;
  return {
    grantsPerSecond: turns.length / seconds,
    changesPerSecond: changes / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    longestMs: at(1),
    overtakesPerGrant: overtakes(turns) / Math.max(1, turns.length),
    failures: runs.reduce((sum, run) => sum + run.failures, 0),
    violations: violations(turns),
    grants: turns.length,
    tookMs: seconds * 1e3,
  };
}

/** Turns that began while an earlier one on the same key had not ended. */
function violations(turns: readonly Turn[]): number {
  const endOf = new Map<string, number>();
  let found = 0;
  for (const { keys, grantedAt, endedAt } of turns) {
    for (const key of keys) {
      if (grantedAt < (endOf.get(key) ?? 0)) found += 1;
      endOf.set(key, Math.max(endedAt, endOf.get(key) ?? 0));
    }
  }
  return found;
}

/** Grants that passed over somebody who had asked before, for one of the same keys, and was served later. */
function overtakes(turns: readonly Turn[]): number {
  let found = 0;
  for (const [index, turn] of turns.entries()) {
    // Who was served later and had asked before must have asked before this grant, so it is not far behind.
    const passed = turns
      .slice(index + 1, index + 1_001)
      .some((later) => later.askedAt < turn.askedAt && later.keys.some((key) => turn.keys.includes(key)));
    if (passed) found += 1;
  }
  return found;
}
