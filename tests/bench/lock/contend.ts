import { setTimeout as pause } from "node:timers/promises";
import type { Peer } from "./peers.ts";

/** What a run of one process is: so many workers, each taking locks until the time is over. */
export interface Contention {
  readonly workers: number;
  readonly sectionMs: number;
  readonly seconds: number;
  /** How often each worker takes its turn; for ever when left out. */
  readonly turns?: number;
  /** How many keys a turn locks, out of how many. */
  readonly keys: number;
  readonly outOf: number;
}

/** One turn: who, on which keys, and when, in microseconds of the machine's monotonic clock. */
export interface Turn {
  readonly worker: string;
  readonly keys: readonly string[];
  readonly askedAt: number;
  readonly grantedAt: number;
  /** When the section ended, before the release was sent. */
  readonly endedAt: number;
}

/** What came of a run: its turns, who still waited at its end and since when, and how many asked in vain. */
export interface Contended {
  readonly turns: Turn[];
  readonly waitingSince: number[];
  readonly failures: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Microseconds of the clock that all processes of the machine share. */
export const clockUs = (): number => Number(process.hrtime.bigint() / 1_000n);

const LEASE_MS = 10_000;

/** Lets the workers of this process contend for locks, until the time or the turns are over. */
export async function contend(peer: Peer, process: string, run: Contention): Promise<Contended> {
  const turns: Turn[] = [];
  const waiting = new Map<string, number>();
  let failures = 0;
  const startedAt = clockUs();
  const endsAt = startedAt + run.seconds * 1e6;
  const work = async (worker: string, random: () => number) => {
    for (let turn = 0; turn < (run.turns ?? Number.POSITIVE_INFINITY) && clockUs() < endsAt; turn += 1) {
      const keys = choose(run.keys, run.outOf, random);
      const askedAt = clockUs();
      waiting.set(worker, askedAt);
      try {
        const release = await peer.acquire(keys, LEASE_MS);
        const grantedAt = clockUs();
        waiting.delete(worker);
        await pause(run.sectionMs);
        turns.push({ worker, keys, askedAt, grantedAt, endedAt: clockUs() });
        await release();
      } catch {
        waiting.delete(worker);
        failures += 1;
      }
    }
  };
  const all = Array.from({ length: run.workers }, (_, index) =>
    work(`${process}.${index}`, randomFrom(index + 1)),
  );
  await Promise.race([Promise.all(all), pause(run.seconds * 1_000)]);
  return { turns, waitingSince: [...waiting.values()], failures, startedAt, endedAt: clockUs() };
}

function choose(count: number, outOf: number, random: () => number): string[] {
  const names = Array.from({ length: outOf }, (_, index) => `key-${index}`);
  const chosen: string[] = [];
  while (chosen.length < count) chosen.push(...names.splice(Math.floor(random() * names.length), 1));
  return chosen.sort();
}

/** Numbers in [0, 1) that are the same in every run. Source: mulberry32, by Tommy Ettinger. */
function randomFrom(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
