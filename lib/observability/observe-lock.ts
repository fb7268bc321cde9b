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
  if (event.type === "expired")
    log().warn(
      { keys: event.keys, heldMs: event.heldMs },
      "a lock that was given back ended only with its lease",
    );
  if (event.type === "down") log().error({ err: event.error }, "locks can't be taken");
  if (event.type === "error") log().warn({ err: event.error }, "Redis refused a command of the lock");
  if (event.type === "up") log().info({ downMs: event.downMs }, "locks can be taken again");
}
