import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isAlive, isPortFree } from "#server/processes.ts";
import { stopSupervised } from "#server/supervised-process.ts";
import { Failure } from "../../server/failure.mjs";
import { atRunEnd, goOnUnlessEnding, onReload } from "../../server/run-end.mjs";
import { chooseAdmin, keepAdmin, tellAdmin } from "./first-admin.ts";
import { writePrivately } from "./kept-facts.ts";
import { Stack } from "./stack.ts";

interface RunOptions {
  readonly dev: boolean;
  /** Options for Node in the app process, such as `--inspect`. */
  readonly nodeOptions: string[];
}

/** `npm start` and `npm run dev`: the whole shop, until it is told to stop. */
export async function runShop({ dev, nodeOptions }: RunOptions): Promise<void> {
  const startedAt = performance.now();
  const { environment, port, instances, dataDir } = settings();
  await refuseSecondRun(dataDir, port);
  const admin = chooseAdmin(dataDir, environment);
  const stack = new Stack({
    dataDir,
    distDir: environment["NEXT_DIST_DIR"] || ".next",
    port,
    instances,
    dev,
    admin,
    environment,
    nodeOptions,
  });
  // What has started is stopped in order, and then what has not got ready.
  atRunEnd(stopSupervised);
  atRunEnd(() => stack.stop());
  let madeAdmin = false;
  try {
    madeAdmin = await stack.startServices();
    keepAdmin(admin, madeAdmin);
    writePrivately(join(dataDir, "supervisor.pid"), String(process.pid));
    await stack.startApp();
  } catch (error) {
    await goOnUnlessEnding();
    await stack.stop();
    throw error;
  }
  await goOnUnlessEnding();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `\nLockstep is open at ${stack.appUrl} (ready in ${seconds} s)\nAdmin: sign in as ${tellAdmin(admin, madeAdmin)}\nCtrl-C stops everything.\n\n`,
  );
  onReload(() => void reload(stack));
}

function settings() {
  const environment = { ...process.env };
  const whole = (name: string, fallback: number, most: number): number => {
    const value = Number(environment[name] || fallback);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new Failure(`${name} is ${environment[name]}.`, `Set ${name} to a whole number from 1 to ${most}.`);
  };
  if (
    environment["NODE_ENV"] === "production" &&
    environment["DATABASE_URL"] &&
    !environment["AUTH_SECRET"]
  ) {
    throw new Failure(
      "AUTH_SECRET is not set.",
      "With a database of your own every machine must sign sessions with the same secret: set AUTH_SECRET (openssl rand -hex 32).",
    );
  }
  const dataDir = resolve(environment["DATA_DIR"] || ".data");
  return {
    environment,
    dataDir,
    port: whole("PORT", 3000, 65_535),
    instances: whole("APP_INSTANCES", 1, 64),
  };
}

async function refuseSecondRun(dataDir: string, port: number): Promise<void> {
  const pidFile = join(dataDir, "supervisor.pid");
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

/** Numbers of processes are used again: only ours runs this script. */
function isShop(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes("start.mjs");
}

/** Replaces the app's processes by new ones, one after the other; nobody's request fails. */
async function reload(stack: Stack): Promise<void> {
  process.stderr.write("  replacing the app's processes\n");
  await stack.reload().then(
    () => process.stderr.write("  the app's processes were replaced\n"),
    (error: unknown) => process.stderr.write(`  ${error instanceof Error ? error.message : String(error)}\n`),
  );
}
