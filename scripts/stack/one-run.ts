import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, isPortFree } from "#server/processes.ts";
import { Failure } from "../../server/failure.mjs";
import { writePrivately } from "./kept-facts.ts";

const pidFileOf = (dataDir: string) => join(dataDir, "supervisor.pid");

/** @throws Failure when a shop runs already with this data directory, or the port is taken. */
export async function refuseSecondRun(dataDir: string, port: number): Promise<void> {
  const pidFile = pidFileOf(dataDir);
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8")) : 0;
  if (pid > 0 && pid !== process.pid && isAlive(pid) && isShop(pid)) {
    throw new Failure(
      `The shop of ${dataDir} is already running (process ${pid}).`,
      "Stop it first, or set another DATA_DIR and PORT.",
    );
  }
  if (!(await isPortFree(port))) {
    throw new Failure(
      `Port ${port} is taken.`,
      `Stop what uses it, or choose another: PORT=${port + 1} npm start`,
    );
  }
}

/** Keeps which process is the shop of this data directory. */
export const noteRun = (dataDir: string): void => writePrivately(pidFileOf(dataDir), String(process.pid));

/** Numbers of processes are used again: only ours runs one of these scripts. */
function isShop(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || /(?:start|serve)\.mjs/.test(readFileSync(commandLine, "utf8"));
}
