import type { LockEvent } from "#lib/lock/index.ts";
import { log } from "./log.ts";
import { metrics } from "./metrics.ts";

/** Counts what happens to locks, and logs what should not. */
export function observeLock(event: LockEvent): void {
  const { lockEvents, lockWait, lockHold } = metrics();
  lockEvents.inc({ event: event.type });
  if (event.type === "acquired") lockWait.observe(event.waitMs / 1000);
  if (event.type === "released") lockHold.observe(event.heldMs / 1000);
  if (event.type === "lost")
    log().warn({ keys: event.keys, heldMs: event.heldMs }, "a lock was lost while held");
}
