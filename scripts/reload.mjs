import "./setup/root.mjs";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Failure, runMain } from "../server/failure.mjs";

const WITHIN_MS = 300_000;
const LOOK_MS = 100;

await runMain(async () => {
  const dataDir = resolve(process.env["DATA_DIR"] || ".data");
  const supervisor = runningSupervisor(dataDir);
  const before = appPids(dataDir);
  process.kill(supervisor, "SIGHUP");
  for (const end = Date.now() + WITHIN_MS; appPids(dataDir).some((pid) => before.includes(pid)); ) {
    if (Date.now() > end)
      throw new Failure("The processes were not replaced.", "What the shop printed tells why.");
    await pause(LOOK_MS);
  }
  process.stdout.write(`replaced ${before.length} app processes\n`);
});

/** @param {string} dataDir */
function runningSupervisor(dataDir) {
  const path = join(dataDir, "supervisor.pid");
  const pid = existsSync(path) ? Number(readFileSync(path, "utf8")) : 0;
  const commandLine = `/proc/${pid}/cmdline`;
  const runs = pid > 0 && (!existsSync("/proc") || existsSync(commandLine));
  if (runs && (!existsSync(commandLine) || /(?:start|serve)\.mjs/.test(readFileSync(commandLine, "utf8"))))
    return pid;
  throw new Failure(`No shop of ${dataDir} is running.`, "Start it with: npm start");
}

/** @param {string} dataDir */
function appPids(dataDir) {
  /** @type {{ pids: { app: number[] } }} */
  const { pids } = JSON.parse(readFileSync(join(dataDir, "services.json"), "utf8"));
  return pids.app;
}
