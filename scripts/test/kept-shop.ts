import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { endOrphan, isAlive } from "#server/processes.ts";
import { Failure } from "../../server/failure.mjs";
import { step } from "../setup/step.mjs";
import { writePrivately } from "../stack/kept-facts.ts";
import { filesIn, fingerprint, fingerprintOfBuild } from "../stack/source-files.ts";
import { TEST_DATA_DIR } from "./test-folders.ts";

const KEEPER = "scripts/keep-test-shop.mjs";
const RECORD = join(TEST_DATA_DIR, "kept-shop.json");
/** The number of the keeper's process, from its first moment on: its record comes when it is ready. */
const KEEPER_PID = join(TEST_DATA_DIR, "keeper.pid");
const LOG = join(TEST_DATA_DIR, "kept-shop.log");
const LAST_USED = join(TEST_DATA_DIR, "last-used");
const READY_WITHIN_MS = 900_000;
const LOG_LINES = 30;

const Versions = z.object({ code: z.string(), database: z.string() });
const Record = Versions.extend({ pid: z.number(), environment: z.record(z.string(), z.string()) });
type KeptShop = z.infer<typeof Record>;

/** What the running code and the database's schema and first content were made from. */
async function currentVersions(): Promise<z.infer<typeof Versions>> {
  const build = await fingerprintOfBuild();
  const processes = fingerprint(["scripts/test/keep-shop.ts", "server/app-process.mjs"]);
  const schema = (await filesIn("db")).filter((file) => /^db\/(?:migrations|seed)\//.test(file));
  return { code: `${build} ${processes}`, database: fingerprint([], schema) };
}

/**
 * The environment of the shop that an earlier run left running, so that tests start at once. Starts it anew when
 * its code has changed, and empties it when its migrations or its seed have.
 */
export async function attachToKeptShop(): Promise<NodeJS.ProcessEnv> {
  const wanted = await currentVersions();
  const kept = readRecord();
  const isCurrent = kept?.code === wanted.code && kept.database === wanted.database && isRunning(kept);
  noteUse();
  setInterval(noteUse, 60_000).unref();
  if (isCurrent) return { ...process.env, ...kept.environment };
  await stopKeptShop();
  if (kept?.database !== wanted.database) rmSync(TEST_DATA_DIR, { recursive: true, force: true });
  const started = await step("started the tests' shop", () => start());
  return { ...process.env, ...started.environment };
}

/** Stops the shop that an earlier run left running, if there is one; also one that still starts, for its run was killed. */
export async function stopKeptShop(): Promise<void> {
  if (!existsSync(KEEPER_PID)) return;
  const pid = Number(readFileSync(KEEPER_PID, "utf8"));
  if (isRunning({ pid })) await endOrphan(pid, KEEPER, "SIGTERM");
}

/** Called by the keeper's process once its shop is ready: what a run needs to attach to it. */
export async function recordKeptShop(environment: NodeJS.ProcessEnv): Promise<void> {
  const own = Object.entries(environment).filter(([name, value]) => value !== process.env[name]);
  const record = { ...(await currentVersions()), pid: process.pid, environment: Object.fromEntries(own) };
  writePrivately(RECORD, `${JSON.stringify(record, null, 2)}\n`);
}

/** When a run last used the shop, in milliseconds since 1970. */
export const lastUsedAt = (): number => (existsSync(LAST_USED) ? Number(readFileSync(LAST_USED, "utf8")) : 0);

function noteUse(): void {
  mkdirSync(TEST_DATA_DIR, { recursive: true });
  writeFileSync(LAST_USED, String(Date.now()));
}

function readRecord(): KeptShop | null {
  if (!existsSync(RECORD)) return null;
  return Record.safeParse(JSON.parse(readFileSync(RECORD, "utf8"))).data ?? null;
}

/** Numbers of processes are used again: only ours runs this script. */
function isRunning({ pid }: Pick<KeptShop, "pid">): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  if (!isAlive(pid)) return false;
  return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes(KEEPER);
}

async function start(): Promise<KeptShop> {
  noteUse();
  const log = openSync(LOG, "w");
  const child = spawn(process.execPath, [KEEPER], { detached: true, stdio: ["ignore", log, log] });
  child.unref();
  writePrivately(KEEPER_PID, String(child.pid));
  const end = Date.now() + READY_WITHIN_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < end) {
    const kept = readRecord();
    if (kept?.pid === child.pid && kept) return kept;
    await pause(50);
  }
  const lines = readFileSync(LOG, "utf8").trim().split("\n").slice(-LOG_LINES).join("\n");
  throw new Failure(`The tests' shop did not start.\n${lines}`, `Its log is ${LOG}.`);
}
