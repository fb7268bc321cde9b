import { spawn } from "node:child_process";
import { join } from "node:path";
import { DomainError } from "#lib/errors.ts";
import { log } from "#lib/observability/log.ts";
import { isRushOn } from "./is-rush-on.ts";
import { endRun, enterRun, getRun } from "./runs.ts";
import type { RushRun, RushSettings } from "./schema.ts";

/** @throws DomainError NOT_FOUND where the load tools are switched off. */
export function requireRush(): void {
  if (!isRushOn()) throw new DomainError("NOT_FOUND", "The load tools are switched off.");
}

/**
 * Starts a rush in a process of its own, which goes on when this one is replaced.
 * @throws DomainError NOT_FOUND where the load tools are switched off; RUSH_RUNNING
 */
export async function startRush(actorId: string, settings: RushSettings): Promise<RushRun> {
  requireRush();
  const id = await enterRun(actorId, settings);
  const root = process.cwd();
  const script = join(root, "server", "rush-process.ts");
  // It ends with the supervisor of this process, not with this process.
  const words = ["--import", "tsx", script, id, String(process.ppid)];
  const child = spawn(process.execPath, words, {
    cwd: root,
    detached: true,
    stdio: "ignore",
  });
  child.once("error", (error) => {
    log().error({ err: error, run: id }, "the rush simulator did not start");
    void endRun(id, { state: "failed", failure: "Its process did not start." }).catch(() => {});
  });
  child.unref();
  return getRun(id);
}
