import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createLockManager,
  type LockEvent,
  LockLostError,
  type LockManager,
  LockTimeoutError,
  LockUnavailableError,
} from "#lib/lock/index.ts";
import { type AgentEvent, LockAgent, type StormTurn } from "#tests/support/lock-agent.ts";
import { LockProcess } from "#tests/support/lock-process.ts";
import { leftovers, RedisServer, until } from "#tests/support/redis-server.ts";
import { TcpProxy } from "#tests/support/tcp-proxy.ts";

let server: RedisServer;
let redis: Redis;
let managers: LockManager[];
let processes: LockProcess[];

beforeEach(async () => {
  server = await RedisServer.start();
  redis = server.client();
  managers = [];
  processes = [];
});
afterEach(async () => {
  server.resume();
  await Promise.all(processes.map((process) => process.kill()));
  await Promise.all(managers.map((manager) => manager.close()));
  redis.disconnect();
  await server.kill();
});

function newManager(holder: string, onEvent: (event: LockEvent) => void = () => {}): LockManager {
  const manager = createLockManager({ redis, holder, onEvent });
  managers.push(manager);
  return manager;
}

async function newProcess(): Promise<LockProcess> {
  const process = await LockProcess.start(server.port);
  processes.push(process);
  return process;
}

const TIMES = { waitMs: 15_000, leaseMs: 5_000 };
const AN_HOUR_MS = 3_600_000;
const waitingOn = async (manager: LockManager, key: string) =>
  (await manager.inspect()).find((view) => view.key === key)?.waiting ?? 0;

describe("a holder", () => {
  it("that lives keeps the lock beyond its lease", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    const lock = await one.acquire("k", { waitMs: 0, leaseMs: 200 });
    await expect(two.acquire("k", { waitMs: 900, leaseMs: 200 })).rejects.toBeInstanceOf(LockTimeoutError);
    expect(lock.signal.aborted).toBe(false);
    await lock.release();
  });

  it("that dies loses the lock with its lease, and the next has it", async () => {
    const dying = await newProcess();
    expect(await dying.ask({ do: "hold", keys: ["k", "l"], leaseMs: 600, waitMs: 0 })).toMatch(/^held/);
    const one = newManager("one");
    const waiting = one.acquire(["k", "m"], TIMES);
    await until(async () => (await waitingOn(one, "k")) === 1);
    await dying.kill();
    await (await waiting).release();
    // The dead holder's other key is free with it.
    await (await one.acquire("l", { waitMs: 0, leaseMs: 500 })).release();
  });

  it("that dies is not waited for to the end of its lease, by who waits, by who comes, and by who may not wait", async () => {
    const hold = { do: "hold", leaseMs: AN_HOUR_MS, waitMs: 0 } as const;
    const one = newManager("one");
    // Only that its process is gone can free its keys in the time of this test.
    for (const next of [
      () => one.acquire(["k", "other"], { waitMs: AN_HOUR_MS, leaseMs: 5_000 }),
      async () => {
        for (;;) {
          const lock = await one.tryAcquire("k", { leaseMs: 5_000 });
          if (lock) return lock;
          await pause(50);
        }
      },
    ]) {
      const dying = await newProcess();
      const [, token = ""] = (await dying.ask({ ...hold, keys: ["k", "l"] })).split(" ");
      const waiting = next();
      await dying.kill();
      const lock = await waiting;
      expect(lock.token).toBeGreaterThan(BigInt(token));
      await lock.release();
      await (await one.acquire("l", { waitMs: 0, leaseMs: 500 })).release();
    }
  });

  it("that lives and has lost its connections renews its lease as soon as it is back", async () => {
    const proxy = await TcpProxy.start(server.port);
    const far = new Redis({ port: proxy.port, retryStrategy: () => 20, maxRetriesPerRequest: null });
    far.on("error", () => {});
    const one = createLockManager({ redis: far, holder: "far" });
    managers.push(one);
    // By itself it would be renewed after a third of this.
    const leaseMs = AN_HOUR_MS - 1;
    const lock = await one.acquire("k", { waitMs: 0, leaseMs });
    let renewals = 0;
    proxy.fate = (way, text) => {
      if (way === "request" && text.includes(String(leaseMs))) renewals += 1;
      return "pass";
    };
    proxy.cutAll();
    await until(() => renewals > 0);
    expect(lock.isLost).toBe(false);
    await lock.release();
    far.disconnect();
    proxy.stop();
  });

  it("that sleeps past its lease is told, and its token is too low", async () => {
    const sleeper = await newProcess();
    const [, token = ""] = (await sleeper.ask({ do: "hold", keys: ["k"], leaseMs: 300, waitMs: 0 })).split(
      " ",
    );
    sleeper.child.kill("SIGSTOP");
    const one = newManager("one");
    const lock = await one.acquire("k", TIMES);
    expect(lock.token).toBeGreaterThan(BigInt(token));
    sleeper.child.kill("SIGCONT");
    expect(await sleeper.answer()).toBe("lost");
    expect(await sleeper.ask({ do: "release" })).toBe("released");
    expect((await one.inspect()).map(({ holder }) => holder)).toEqual(["one"]);
  });

  it("whose lock is taken by force sees its signal, and its success is refused", async () => {
    const events: string[] = [];
    const [one, two] = [newManager("one", ({ type }) => events.push(type)), newManager("two")];
    const work = one.withLock("k", TIMES, async (lock) => {
      expect(await two.forceRelease("k")).toBe(true);
      await until(() => lock.signal.aborted);
      expect(lock.signal.reason).toBeInstanceOf(LockLostError);
      const next = await two.acquire("k", { waitMs: 0, leaseMs: 1_000 });
      expect(next.token).toBeGreaterThan(lock.token);
      return "done";
    });
    await expect(work).rejects.toBeInstanceOf(LockLostError);
    expect(await two.forceRelease("nobody's")).toBe(false);
    expect(events).toEqual(["acquired", "lost"]);
  });

  it("that closes gives back what it holds", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    await one.acquire("k", TIMES);
    const waiting = two.acquire("k", TIMES);
    await until(async () => (await waitingOn(two, "k")) === 1);
    await one.close();
    await (await waiting).release();
    await expect(one.acquire("k", TIMES)).rejects.toBeInstanceOf(LockUnavailableError);
  });
});

describe("a storm", () => {
  it("of processes that are killed, stopped and cut off at any moment lets no two hold one key", async () => {
    const keys = ["a", "b", "c"];
    const turns: StormTurn[] = [];
    let running = 0;
    const hear = (event: AgentEvent) => {
      if (event.what !== "stormed") return;
      turns.push(...event.turns);
      running -= 1;
    };
    const agents = await Promise.all([1, 2, 3, 4].map(() => LockAgent.start(server.port, hear)));
    const storm = { do: "storm", ms: 7_000, leaseMs: 400, keys } as const;
    for (const agent of agents) agent.tell(storm);
    running = agents.length;
    const [first, second, third] = agents;
    await pause(700);
    await first?.kill();
    running -= 1;
    second?.child.kill("SIGSTOP");
    await pause(900);
    second?.child.kill("SIGCONT");
    await redis.call("CLIENT", "KILL", "TYPE", "pubsub");
    await pause(500);
    await redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    await redis.script("FLUSH");
    await pause(500);
    server.pause();
    await pause(300);
    server.resume();
    await pause(500);
    await third?.kill();
    running -= 1;
    await until(() => running === 0);
    await Promise.all(agents.map((agent) => agent.kill()));

    expect(turns.length).toBeGreaterThan(200);
    for (const key of keys) {
      const mine = turns.filter((turn) => turn.keys.includes(key)).sort((a, b) => (a.from < b.from ? -1 : 1));
      const broken = mine.filter((turn, index) => {
        const before = mine[index - 1];
        return before !== undefined && (turn.from < before.to || turn.token <= before.token);
      });
      expect(broken).toEqual([]);
    }
    const one = newManager("one");
    for (const key of keys) await (await one.acquire(key, TIMES)).release();
    expect(await leftovers(redis)).toEqual([]);
  });
});

describe("what dead processes leave", () => {
  it("is swept also when nobody asks for it", async () => {
    const [holder, waiter] = [await newProcess(), await newProcess()];
    await holder.ask({ do: "hold", keys: ["dead", "too"], leaseMs: 300, waitMs: 0 });
    waiter.tell({ do: "hold", keys: ["dead"], leaseMs: 300, waitMs: 3_000 });
    const one = newManager("one");
    await until(async () => (await waitingOn(one, "dead")) === 1);
    await Promise.all([holder.kill(), waiter.kill()]);
    // A renewal of anything sweeps.
    const lock = await one.acquire("other", { waitMs: 0, leaseMs: 150 });
    await until(async () => (await leftovers(redis)).length === 2);
    expect((await one.inspect()).map(({ key }) => key)).toEqual(["other"]);
    await lock.release();
    expect(await leftovers(redis)).toEqual([]);
  });
});

describe("a waiter", () => {
  it("that died is passed over at once", async () => {
    const one = newManager("one");
    const lock = await one.acquire("k", TIMES);
    const dying = await newProcess();
    dying.tell({ do: "hold", keys: ["k"], leaseMs: 5_000, waitMs: 15_000 });
    await until(async () => (await waitingOn(one, "k")) === 1);
    const behind = one.acquire("k", { waitMs: 4_000, leaseMs: 1_000 });
    await until(async () => (await waitingOn(one, "k")) === 2);
    await dying.kill();
    await lock.release();
    await (await behind).release();
    expect(await one.inspect()).toEqual([]);
  });

  it("that sleeps does not block the others for its whole lease", async () => {
    const one = newManager("one");
    const lock = await one.acquire("k", TIMES);
    const sleeper = await newProcess();
    sleeper.tell({ do: "hold", keys: ["k"], leaseMs: 60_000, waitMs: 60_000 });
    await until(async () => (await waitingOn(one, "k")) === 1);
    const behind = one.acquire("k", { waitMs: 20_000, leaseMs: 1_000 });
    await until(async () => (await waitingOn(one, "k")) === 2);
    sleeper.child.kill("SIGSTOP");
    await lock.release();
    await (await behind).release();
  });

  it("whose manager closes is refused and leaves the line", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    const lock = await one.acquire("k", TIMES);
    const waiting = two.acquire("k", TIMES).catch((error: unknown) => error);
    await until(async () => (await waitingOn(one, "k")) === 1);
    await two.close();
    expect(await waiting).toBeInstanceOf(LockUnavailableError);
    expect(await waitingOn(one, "k")).toBe(0);
    await lock.release();
  });
});

describe("Redis", () => {
  it("that can't be reached is said to be so, and nobody hangs", async () => {
    const one = newManager("one");
    await server.kill();
    const refusal = await one
      .acquire("k", { waitMs: 60_000, leaseMs: 1_000 })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LockUnavailableError);
    expect(refusal).toMatchObject({ code: "LOCK_UNAVAILABLE", keys: ["k"] });
    await expect(one.acquire("k", { waitMs: 0, leaseMs: 1_000 })).rejects.toBeInstanceOf(
      LockUnavailableError,
    );
    await expect(one.inspect()).rejects.toBeInstanceOf(LockUnavailableError);
    await server.launch();
    await until(async () => {
      const lock = await one.acquire("k", { waitMs: 500, leaseMs: 1_000 }).catch(() => null);
      await lock?.release();
      return lock !== null;
    });
  });

  it("that hangs is said to be unreachable too, and what it did later is undone", async () => {
    const one = newManager("one");
    await (await one.acquire("warm", TIMES)).release();
    server.pause();
    const refusal = one.acquire("k", { waitMs: 60_000, leaseMs: 30_000 });
    await expect(refusal).rejects.toBeInstanceOf(LockUnavailableError);
    server.resume();
    await (await newManager("two").acquire("k", { waitMs: 10_000, leaseMs: 1_000 })).release();
  });

  it("that hangs lets nobody wait longer than they said, and no failure goes unheard", async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown) => unheard.push(reason);
    process.on("unhandledRejection", hear);
    const one = newManager("one");
    await (await one.acquire("warm", TIMES)).release();
    server.pause();
    const controller = new AbortController();
    const reason = new Error("gone");
    const aborted = one.acquire("a", { waitMs: 60_000, leaseMs: 1_000, signal: controller.signal });
    const late = one.acquire("b", { waitMs: 100, leaseMs: 1_000 });
    const outcomes = Promise.allSettled([aborted, late]);
    controller.abort(reason);
    const [first, second] = await outcomes;
    expect(first).toMatchObject({ status: "rejected", reason });
    expect(second).toMatchObject({ status: "rejected", reason: { name: "LockTimeoutError" } });
    server.resume();
    await until(async () => (await redis.ping()) === "PONG");
    process.off("unhandledRejection", hear);
    expect(unheard).toEqual([]);
  });

  it("that lost its data takes the lock from its holder, and the tokens go on rising", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    const lock = await one.acquire("k", { waitMs: 0, leaseMs: 600 });
    await redis.flushall();
    const next = await two.acquire("k", TIMES);
    expect(next.token).toBeGreaterThan(lock.token);
    await until(() => lock.signal.aborted);
    await next.release();
    const minToken = next.token + 10_000_000_000n;
    const above = await two.acquire("k", { ...TIMES, minToken });
    expect(above.token).toBe(minToken + 1n);
    await above.release();
    const later = await two.acquire("k", TIMES);
    expect(later.token).toBeGreaterThan(above.token);
  });

  it("that restarts empty serves who waited, in their time", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    const lock = await one.acquire("k", { waitMs: 0, leaseMs: 60_000 });
    const waiting = two.acquire("k", TIMES);
    await until(async () => (await waitingOn(one, "k")) === 1);
    await server.kill();
    await server.launch();
    const next = await waiting;
    expect(next.token).toBeGreaterThan(lock.token);
    await next.release();
  });

  it("that forgot the scripts gets them again", async () => {
    const one = newManager("one");
    await one.withLock("k", TIMES, async () => {
      await redis.script("FLUSH");
    });
    await redis.script("FLUSH");
    await one.withLock("k", TIMES, async () => {});
    expect(await one.inspect()).toEqual([]);
  });
});
