import { setTimeout as pause } from "node:timers/promises";
import { describeError } from "#lib/observability/describe-error.ts";
import { type RushResult, runRush } from "./run-rush.ts";
import { endRun, keepProgress } from "./runs.ts";
import type { RushProgress, RushSettings } from "./schema.ts";

/** How often a run is written down; a run that is silent for longer counts as dead. */
const TELL_MS = 500;
/** So long the database may be away before a run gives up. */
const GIVE_UP_MS = 10_000;

/** The address of a run, and the callbacks that end or follow it. */
interface CarryOut {
  readonly appUrl: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: RushProgress) => void;
  /** Whether the shop that it belongs to is still there. */
  readonly isWanted?: () => boolean;
}

/**
 * Carries out an entered run in this process, and keeps in its row how far it is and how it ended.
 * @throws what `runRush` throws, when that is written down.
 */
export async function carryOutRun(
  id: string,
  settings: RushSettings,
  { appUrl, signal, onProgress = () => {}, isWanted = () => true }: CarryOut,
): Promise<RushResult> {
  const cancel = new AbortController();
  const isOver = new AbortController();
  let now: RushProgress = {
    phase: "preparing",
    done: 0,
    total: settings.shoppers * settings.times,
    points: [],
  };
  const telling = keepTelling(
    id,
    () => now,
    isOver.signal,
    isWanted,
    () => cancel.abort(),
  );
  try {
    const result = await runRush(id, settings, {
      appUrl,
      signal: AbortSignal.any([signal, cancel.signal]),
      onProgress: (progress) => {
        now = progress;
        onProgress(progress);
      },
    });
    isOver.abort();
    await telling;
    await keepProgress(id, now);
    const isCancelled = signal.aborted || cancel.signal.aborted;
    await endRun(id, { state: isCancelled ? "cancelled" : "done", verdict: result.verdict });
    return result;
  } catch (error) {
    isOver.abort();
    await telling;
    await endRun(id, { state: "failed", failure: describeError(error).message });
    throw error;
  }
}

async function keepTelling(
  id: string,
  progress: () => RushProgress,
  isOver: AbortSignal,
  isWanted: () => boolean,
  cancel: () => void,
): Promise<void> {
  let heardAt = performance.now();
  while (!isOver.aborted) {
    try {
      if ((await keepProgress(id, progress())) || !isWanted()) cancel();
      heardAt = performance.now();
    } catch {
      // Its row stays as it is; the next run buries it.
      if (!isWanted() || performance.now() - heardAt > GIVE_UP_MS) process.exit(1);
    }
    await pause(TELL_MS, undefined, { signal: isOver }).catch(() => {});
  }
}
