import { setTimeout as pause } from "node:timers/promises";
import type { Outcome } from "./acts.ts";
import { cleanUp } from "./clean-up.ts";
import { drive } from "./drive.ts";
import { makeGoods, type RushGoods } from "./goods.ts";
import { Lanes } from "./lanes.ts";
import { leftOf } from "./left-of.ts";
import { Meter } from "./meter.ts";
import type { RushProgress, RushSettings, RushVerdict } from "./schema.ts";
import { judge } from "./verdict.ts";

/** How often the charts get a point. */
const POINT_MS = 500;

/** The address of a rush, the signal that ends it, and the callback for its progress. */
export interface RushOptions {
  readonly appUrl: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: RushProgress) => void;
}

/** What came of a run. */
export interface RushResult {
  readonly verdict: RushVerdict;
  /** Whether what it made is gone again. */
  readonly isClean: boolean;
}

/**
 * A whole rush: makes its shoppers and what they want, sends them all to the shop, compares what they were told with
 * the database, and takes everything away again. A cancelled one is judged and cleaned up, too.
 * @throws Error when the shop can't be reached as the settings want; what it made is gone then.
 */
export async function runRush(
  runId: string,
  settings: RushSettings,
  { appUrl, signal, onProgress }: RushOptions,
): Promise<RushResult> {
  const progress = { done: 0, total: settings.shoppers * settings.times };
  const tell = (phase: RushProgress["phase"], points: RushProgress["points"] = []) =>
    onProgress({ phase, ...progress, points });
  tell("preparing");
  try {
    const goods = await makeGoods(runId, settings);
    const lanes = await Lanes.open(appUrl, settings.shoppers, settings.processes);
    const meter = new Meter();
    const outcomes: Outcome[] = [];
    const isOver = new AbortController();
    const looking = look(goods, meter, isOver.signal, (points) => tell("rushing", points));
    const onDone = (outcome: Outcome) => {
      outcomes.push(outcome);
      progress.done += 1;
    };
    await drive(settings, goods, { lanes, meter, signal, onDone }).finally(() => isOver.abort());
    await looking;
    lanes.close();
    tell("auditing", [...meter.points]);
    const verdict = await judge(goods, settings.stock, outcomes, meter.sums());
    tell("cleaning", [...meter.points]);
    const isClean = settings.keep ? false : await cleanUp(runId, settings);
    tell("over", [...meter.points]);
    return { verdict, isClean };
  } catch (error) {
    await cleanUp(runId, settings);
    throw error;
  }
}

/** Adds a point to the charts every half second, and a last one at the end. */
async function look(
  goods: RushGoods,
  meter: Meter,
  isOver: AbortSignal,
  tell: (points: RushProgress["points"]) => void,
): Promise<void> {
  while (!isOver.aborted) {
    await pause(POINT_MS, undefined, { signal: isOver }).catch(() => {});
    // A database that is away for a moment leaves a gap in one line of the chart.
    meter.look(await leftOf(goods).catch(() => null));
    tell([...meter.points]);
  }
}
