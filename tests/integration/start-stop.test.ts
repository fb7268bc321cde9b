import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { freePort } from "#tests/support/redis-server.ts";

const READY = /Lockstep is open at/;

interface Start {
  readonly npm: ChildProcess;
  readonly dataDir: string;
  readonly port: number;
  readonly printed: () => string;
}

const starts: Start[] = [];

afterEach(() => {
  for (const { npm, dataDir } of starts.splice(0)) {
    for (const pid of livingOf(dataDir)) process.kill(pid, "SIGKILL");
    npm.kill("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** `npm start` on an empty data directory of its own, with the build of the tests. */
async function npmStart(settings: Record<string, string> = {}): Promise<Start> {
  const dataDir = mkdtempSync(join(tmpdir(), "lockstep-start-"));
  const port = await freePort();
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), NODE_ENV: "production", ...settings };
  for (const name of ["DATABASE_URL", "REDIS_URL", "APP_URL"]) Reflect.deleteProperty(env, name);
  const npm = spawn("npm", ["start"], { env: env as NodeJS.ProcessEnv, detached: true });
  let printed = "";
  for (const stream of [npm.stdout, npm.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const start = { npm, dataDir, port, printed: () => printed };
  starts.push(start);
  return start;
}

async function isOpen({ printed, npm }: Start): Promise<void> {
  while (!READY.test(printed())) {
    if (npm.exitCode !== null) throw new Error(printed());
    await pause(5);
  }
}

/** The processes that were started for this data directory, whoever is their parent now. */
function livingOf(dataDir: string): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      const isZombie = /^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
      return !isZombie && readFileSync(`/proc/${pid}/environ`, "utf8").includes(dataDir);
    } catch {
      return false;
    }
  });
}

async function untilNobodyIsLeft(dataDir: string): Promise<void> {
  while (livingOf(dataDir).length > 0) await pause(50);
}

/** The first start builds the shop, where nobody has built it yet. */
const WITH_BUILD_MS = 300_000;

describe("a shop that is stopped while it starts", { timeout: WITH_BUILD_MS }, () => {
  it.each([20, 150, 400, 1_000, 2_500, 5_000])("after %i ms leaves nothing behind", async (delay) => {
    const { npm, dataDir, printed } = await npmStart();
    await pause(delay);
    npm.kill("SIGTERM");
    await untilNobodyIsLeft(dataDir);
    expect(printed()).not.toContain("✗");
  });

  it("in the moment in which it gets ready leaves nothing behind", async () => {
    const start = await npmStart();
    await isOpen(start);
    start.npm.kill("SIGTERM");
    await untilNobodyIsLeft(start.dataDir);
  });

  it("by the death of npm leaves nothing behind, early or late", async () => {
    const early = await npmStart();
    await pause(250);
    early.npm.kill("SIGKILL");
    const late = await npmStart();
    await isOpen(late);
    late.npm.kill("SIGKILL");
    await Promise.all([untilNobodyIsLeft(early.dataDir), untilNobodyIsLeft(late.dataDir)]);
  });

  it("by a signal to the whole group, which npm hands on once more, leaves nothing behind", async () => {
    const start = await npmStart();
    await isOpen(start);
    process.kill(-(start.npm.pid ?? 0), "SIGTERM");
    await untilNobodyIsLeft(start.dataDir);
    expect(start.printed()).not.toContain("✗");
  });
});

type Service = "postgres" | "redis" | "app";

/** The processes of a service, as the running shop tells them. */
function pidsOf({ dataDir }: Start, service: Service): number[] {
  const facts = readFileSync(join(dataDir, "services.json"), "utf8");
  const { pids } = JSON.parse(facts) as { pids: Partial<Record<Service, number | number[]>> };
  return [pids[service] ?? []].flat();
}

/** Whether the shop sells under its lock. */
async function isWhole({ port }: Start): Promise<boolean> {
  const headers = { connection: "close" };
  const answer = await fetch(`http://localhost:${port}/api/health/ready`, { headers }).catch(() => null);
  const body = (await answer?.json().catch(() => null)) as { status?: string } | null;
  return body?.status === "ok";
}

describe("a service of npm start that dies", { timeout: WITH_BUILD_MS }, () => {
  it("is started again, told in services.json, and the data is still there", async () => {
    const start = await npmStart();
    await isOpen(start);
    const headers = { "content-type": "application/json", connection: "close" };
    const account = { name: "Mina", email: "mina@shop.test", password: "a quiet harbour 41" };
    const auth = `http://localhost:${start.port}/api/auth`;
    const post = async (path: string, body: object) =>
      (await fetch(`${auth}${path}`, { method: "POST", headers, body: JSON.stringify(body) })).status;
    expect(await post("/sign-up/email", account)).toBe(200);
    for (const service of ["app", "redis", "postgres"] as const) {
      const [before = 0] = pidsOf(start, service);
      process.kill(before, "SIGKILL");
      while (pidsOf(start, service).includes(before) || pidsOf(start, service).length === 0) await pause(20);
      while (!(await isWhole(start))) await pause(50);
    }
    expect(await post("/sign-in/email", account)).toBe(200);
    start.npm.kill("SIGTERM");
    await untilNobodyIsLeft(start.dataDir);
  });
});

describe("npm run reload", { timeout: WITH_BUILD_MS }, () => {
  it("replaces every app process while the shop answers", async () => {
    const start = await npmStart({ APP_INSTANCES: "2" });
    await isOpen(start);
    const pids = () => pidsOf(start, "app");
    const before = pids();
    const env = { ...process.env, DATA_DIR: start.dataDir };
    const reload = spawn("npm", ["run", "--silent", "reload"], { env: env as NodeJS.ProcessEnv });
    let isDone = false;
    const ended = once(reload, "exit").then(([code]) => {
      isDone = true;
      return code as number;
    });
    while (!isDone) {
      const headers = { connection: "close" };
      expect((await fetch(`http://localhost:${start.port}/api/products`, { headers })).status).toBe(200);
    }
    expect(await ended).toBe(0);
    expect(pids().filter((pid) => before.includes(pid))).toEqual([]);
    expect(pids()).toHaveLength(2);
    start.npm.kill("SIGTERM");
    await untilNobodyIsLeft(start.dataDir);
  });
});
