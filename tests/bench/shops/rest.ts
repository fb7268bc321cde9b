import { setTimeout as pause } from "node:timers/promises";
import { cpuOf } from "../process-cpu.ts";

const LOOK_MS = 500;
const MOST_MS = 60_000;
/** Less of a core than this is what an idle shop uses to look for work. */
const IDLE_SHARE = 0.15;

/** Waits until none of the processes works off what an earlier turn left behind. */
export async function restOf(pids: readonly number[]): Promise<void> {
  const used = () => pids.reduce((sum, pid) => sum + cpuOf(pid), 0);
  for (const endsAt = performance.now() + MOST_MS; performance.now() < endsAt; ) {
    const before = used();
    await pause(LOOK_MS);
    if (used() - before < IDLE_SHARE * LOOK_MS) return;
  }
}
