import { z } from "zod";
import type { LockEvent } from "#lib/lock/index.ts";
import { add, count, type Histogram } from "./histogram.ts";

/** What is counted together, and how much of it is kept. */
const SLICE_MS = 10_000;
const SLICES = 30;
/** So many keys of one slice are told apart. */
const MOST_KEYS = 500;
/** So many keys a process names as its hottest. */
const HOTTEST = 20;

const Times = z.record(z.string(), z.number());
const KeyStats = z.object({ key: z.string(), taken: z.number(), wait: Times, hold: Times });

/** Statistics of one process's locks: times of the last minutes, the hottest keys, and how many shoppers wait now. */
export const ProcessLockStats = z.object({
  at: z.number(),
  wait: Times,
  hold: Times,
  timedOut: z.number(),
  hottest: z.array(KeyStats),
  shoppers: z.record(z.string(), z.number()),
});
export type ProcessLockStats = z.infer<typeof ProcessLockStats>;

interface KeyTimes {
  taken: number;
  readonly wait: Histogram;
  readonly hold: Histogram;
}

interface Slice {
  readonly startedAt: number;
  timedOut: number;
  readonly wait: Histogram;
  readonly hold: Histogram;
  readonly keys: Map<string, KeyTimes>;
}

/** Counts a process's locks over the last five minutes, in slices of ten seconds. */
export class LockStats {
  readonly #slices: Slice[] = [];

  constructor(private readonly now: () => number = Date.now) {}

  note(event: LockEvent): void {
    if (event.type === "timed-out") this.#slice().timedOut += 1;
    else if (event.type === "acquired") {
      const slice = this.#slice();
      count(slice.wait, event.waitMs);
      for (const key of event.keys) {
        const times = timesOf(slice, key);
        if (!times) continue;
        times.taken += 1;
        count(times.wait, event.waitMs);
      }
    } else if (event.type === "released" || event.type === "expired" || event.type === "lost") {
      const slice = this.#slice();
      count(slice.hold, event.heldMs);
      for (const key of event.keys) {
        const times = timesOf(slice, key);
        if (times) count(times.hold, event.heldMs);
      }
    }
  }

  /** All that is kept, as one. */
  summary(shoppers: Record<string, number>): ProcessLockStats {
    this.#forget();
    const [wait, hold]: [Histogram, Histogram] = [{}, {}];
    const keys = new Map<string, KeyTimes>();
    let timedOut = 0;
    for (const slice of this.#slices) {
      add(wait, slice.wait);
      add(hold, slice.hold);
      timedOut += slice.timedOut;
      for (const [key, times] of slice.keys) {
        const sum = keys.get(key) ?? { taken: 0, wait: {}, hold: {} };
        sum.taken += times.taken;
        add(sum.wait, times.wait);
        add(sum.hold, times.hold);
        keys.set(key, sum);
      }
    }
    const hottest = [...keys]
      .map(([key, times]) => ({ key, ...times }))
      .sort((a, b) => b.taken - a.taken)
      .slice(0, HOTTEST);
    return { at: this.now(), wait, hold, timedOut, hottest, shoppers };
  }

  #slice(): Slice {
    const now = this.now();
    const last = this.#slices.at(-1);
    if (last && now - last.startedAt < SLICE_MS) return last;
    this.#forget();
    const slice: Slice = { startedAt: now, timedOut: 0, wait: {}, hold: {}, keys: new Map() };
    this.#slices.push(slice);
    return slice;
  }

  #forget(): void {
    const oldest = this.now() - SLICES * SLICE_MS;
    while ((this.#slices[0]?.startedAt ?? oldest) < oldest) this.#slices.shift();
  }
}

function timesOf(slice: Slice, key: string): KeyTimes | undefined {
  const known = slice.keys.get(key);
  if (known || slice.keys.size >= MOST_KEYS) return known;
  const times = { taken: 0, wait: {}, hold: {} };
  slice.keys.set(key, times);
  return times;
}
