import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { endOrphan, findProgram, freePort } from "#server/processes.ts";
import { SupervisedProcess } from "#server/supervised-process.ts";
import { Failure } from "../../server/failure.mjs";
import { step } from "../setup/step.mjs";
import { installPackage } from "./debian-package.ts";
import { keptSecret, remembered } from "./kept-facts.ts";
import type { Service } from "./service.ts";

const READY_WITHIN_MS = 15_000;

/** A private Redis on a port of its own. Nothing in it must outlive it, so it writes nothing to disk. */
export async function startRedis(dataDir: string, onChange: () => void): Promise<Service> {
  const program = await findServer();
  const dir = join(dataDir, "redis");
  mkdirSync(dir, { recursive: true });
  const pidFile = join(dir, "redis.pid");
  if (existsSync(pidFile)) await endOrphan(Number(readFileSync(pidFile, "utf8")), "127.0.0.1", "SIGTERM");
  const port = await remembered(dataDir, "redis-port", freePort);
  const password = keptSecret(dataDir, "redis-password");
  const log = openSync(join(dataDir, "redis.log"), "a");
  const kept = new SupervisedProcess(
    "Redis",
    () => launch(program, { dir, pidFile, port, password, log }),
    "SIGTERM",
    onChange,
  );
  kept.start();
  const url = `redis://:${password}@127.0.0.1:${port}`;
  try {
    await untilReady(url);
  } catch {
    await kept.stop();
    throw new Failure(
      "Redis did not start.",
      `Its log is ${join(dataDir, "redis.log")}. To use another server set REDIS_URL, or run: docker compose up`,
    );
  }
  return { url, pid: () => kept.pid, stop: () => kept.stop() };
}

interface Launch {
  dir: string;
  pidFile: string;
  port: number;
  password: string;
  log: number;
}

function launch(program: string, { dir, pidFile, port, password, log }: Launch) {
  const child = spawn(program, ["-"], { stdio: ["pipe", log, log], detached: true });
  // By standard input, so that the password stands in no list of processes.
  child.stdin?.end(`
    bind 127.0.0.1
    port ${port}
    requirepass ${password}
    dir ${JSON.stringify(dir)}
    pidfile ${JSON.stringify(pidFile)}
    daemonize no
    save ""
    appendonly no
    maxmemory-policy noeviction
  `);
  return child;
}

async function findServer(): Promise<string> {
  const names = ["redis-server", "valkey-server"];
  const found = await findProgram(...names);
  if (found) return found;
  await step("installed redis-server from Debian's packages", installFromDebian);
  const installed = await findProgram(...names);
  if (installed) return installed;
  throw noServer();
}

const noServer = () =>
  new Failure(
    "There is no redis-server or valkey-server on this machine.",
    "Install one (Debian: apt-get install redis-server, macOS: brew install redis), set REDIS_URL, or run: docker compose up",
  );

/** Installs a Debian package without starting what it brings. */
async function installFromDebian(): Promise<void> {
  await installPackage("redis-server").catch(() => {
    throw noServer();
  });
}

async function untilReady(url: string): Promise<void> {
  const end = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.ping();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(25);
    } finally {
      client.disconnect();
    }
  }
}
