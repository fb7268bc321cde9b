/** A simulated rush, in a process of its own: carries out the entered run that its first argument names, for the supervisor that the second one names. */
import { setTimeout as pause } from "node:timers/promises";
import { closeDatabase } from "#db/client.ts";
import { env } from "#lib/env.ts";
import { closeRedis } from "#lib/redis/client.ts";
import { carryOutRun } from "#lib/rush/carry-out-run.ts";
import { getRun } from "#lib/rush/runs.ts";
import { isAlive } from "./processes.ts";

/** What was announced last is on its way to Redis by then. */
const LAST_WORDS_MS = 100;

const [, , id = "", supervisorPid] = process.argv;
const supervisor = Number(supervisorPid);
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());

const { settings } = await getRun(id);
const isWanted = () => !(supervisor > 1) || isAlive(supervisor);
await carryOutRun(id, settings, { appUrl: env().APP_URL, signal: stop.signal, isWanted }).catch(() => {
  // The run's row tells why.
  process.exitCode = 1;
});
await pause(LAST_WORDS_MS);
await Promise.all([closeDatabase(), closeRedis()]);
