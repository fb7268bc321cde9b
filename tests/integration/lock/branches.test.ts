import type { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createLockManager, type LockManager, LockTimeoutError } from "#lib/lock/index.ts";
import { LockProcess } from "#tests/support/lock-process.ts";
import { blocksOf, markBlocks } from "#tests/support/lua-blocks.ts";
import { leftovers, RedisServer, until } from "#tests/support/redis-server.ts";

const scripts = vi.hoisted(() => new Set<string>());
// The real scripts on a real server, each block of which leaves a mark when it runs.
vi.mock(import("#lib/lock/run-script.ts"), async (importOriginal) => {
  const { runScript } = await importOriginal();
  return {
    runScript: (redis, source, keys, args) => {
      scripts.add(source);
      return runScript(redis, markBlocks(source), keys, args);
    },
  };
});

let server: RedisServer;
let redis: Redis;
let managers: LockManager[];
const reached = new Set<string>();

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.client();
});
afterAll(async () => {
  redis.disconnect();
  await server.kill();
});
beforeEach(async () => {
  await redis.flushall();
  managers = [];
});
afterEach(async () => {
  await Promise.all(managers.map((manager) => manager.close()));
  for (const mark of await redis.smembers("marks")) reached.add(mark);
});

function newManager(holder: string, maxPasses = 8): LockManager {
  const manager = createLockManager({ redis, holder, maxPasses });
  managers.push(manager);
  return manager;
}

const TIMES = { waitMs: 10_000, leaseMs: 5_000 };
const CLAIMS = "{lockstep}:claims";
const waitingOn = async (manager: LockManager, key: string) =>
  (await manager.inspect()).find((view) => view.key === key)?.waiting ?? 0;
const idOf = async (key: string) => (await redis.hget(CLAIMS, key)) ?? "";

describe("every block of every script", () => {
  it("a line of several, of two processes, with one that gives up", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    const first = await one.acquire(["a", "b"], TIMES);
    const turns = [one, two, one].map((owner) => owner.withLock(["b", "c"], TIMES, async () => {}));
    await until(async () => (await waitingOn(one, "b")) === 3);
    await expect(two.acquire("c", { waitMs: 0, leaseMs: 500 })).rejects.toBeInstanceOf(LockTimeoutError);
    await expect(two.acquire("b", { waitMs: 30, leaseMs: 500 })).rejects.toBeInstanceOf(LockTimeoutError);
    await first.release();
    await Promise.all(turns);
    expect(await redis.hkeys(CLAIMS)).toEqual(["\0"]);
  });

  it("a lock taken by force, and one that nobody has", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    const lock = await one.acquire("a", TIMES);
    expect(await two.forceRelease("b")).toBe(false);
    expect(await two.forceRelease("a")).toBe(true);
    await until(() => lock.signal.aborted);
    await lock.release();
  });

  it("a holder and waiters that died, found by who comes next", async () => {
    const [holder, waiter] = [await LockProcess.start(server.port), await LockProcess.start(server.port)];
    await holder.ask({ do: "hold", keys: ["a", "b"], leaseMs: 300, waitMs: 0 });
    waiter.tell({ do: "hold", keys: ["a", "b"], leaseMs: 300, waitMs: 400 });
    const one = newManager("one");
    await until(async () => (await waitingOn(one, "a")) === 1);
    await Promise.all([holder.kill(), waiter.kill()]);
    const lock = await one.acquire("a", TIMES);
    await lock.release();
    await (await one.acquire("b", TIMES)).release();
    expect(await redis.hkeys(CLAIMS)).toEqual(["\0"]);
  });

  it("a holder that died at the begin of a long lease", async () => {
    const holder = await LockProcess.start(server.port);
    await holder.ask({ do: "hold", keys: ["a"], leaseMs: 3_600_000, waitMs: 0 });
    await holder.kill();
    const one = newManager("one");
    await (await one.acquire("a", { waitMs: 60_000, leaseMs: 500 })).release();
    expect(await redis.hkeys(CLAIMS)).toEqual(["\0"]);
  });

  it("a waiter that died with a wait that is over, and a renewal that sweeps", async () => {
    const waiter = await LockProcess.start(server.port);
    const one = newManager("one");
    const lock = await one.acquire("a", { waitMs: 0, leaseMs: 900 });
    waiter.tell({ do: "hold", keys: ["a"], leaseMs: 300, waitMs: 3_000 });
    await until(async () => (await waitingOn(one, "a")) === 1);
    await waiter.kill();
    await until(async () => (await waitingOn(one, "a")) === 0);
    await lock.release();
    // Once more, found when its turn comes.
    const again = await LockProcess.start(server.port);
    const long = await one.acquire("a", TIMES);
    again.tell({ do: "hold", keys: ["a"], leaseMs: 300, waitMs: 1_500 });
    await until(async () => (await waitingOn(one, "a")) === 1);
    await again.kill();
    await until(overBy(1_500, await clock()));
    await long.release();
    expect(await redis.hkeys(CLAIMS)).toEqual(["\0"]);
  });

  it("a waiter that died with a long wait before it", async () => {
    const one = newManager("one");
    const lock = await one.acquire("a", TIMES);
    const waiter = await LockProcess.start(server.port);
    waiter.tell({ do: "hold", keys: ["a"], leaseMs: 5_000, waitMs: 60_000 });
    await until(async () => (await waitingOn(one, "a")) === 1);
    await waiter.kill();
    await until(async () => (await redis.pubsub("CHANNELS", "lock-wake:*")).length === 1);
    await lock.release();
    expect(await redis.hkeys(CLAIMS)).toEqual(["\0"]);
  });

  it("the head of one queue that is not the head of another", async () => {
    const one = newManager("one", 0);
    const [a, c] = [await one.acquire("a", TIMES), await one.acquire("c", TIMES)];
    const ahead = one.acquire(["b", "c"], TIMES);
    await until(async () => (await waitingOn(one, "c")) === 1);
    const behind = one.acquire(["a", "b"], TIMES);
    await until(async () => (await waitingOn(one, "a")) === 1);
    await a.release();
    expect((await one.inspect()).filter(({ holder }) => holder).map(({ key }) => key)).toEqual(["c"]);
    await c.release();
    await (await ahead).release();
    await (await behind).release();
  });

  it("a renewal of what Redis forgot", async () => {
    const one = newManager("one");
    const lock = await one.acquire("a", { waitMs: 0, leaseMs: 150 });
    await redis.del(CLAIMS);
    await until(() => lock.signal.aborted);
    await lock.release();
  });

  it("a claim that was evicted does not hold its key for ever, nor stand in line", async () => {
    const one = newManager("one");
    const lock = await one.acquire("a", TIMES);
    await redis.hdel(CLAIMS, await idOf("a"));
    expect(await one.inspect()).toEqual([]);
    const next = await one.acquire("a", TIMES);
    expect(next.token).toBeGreaterThan(lock.token);
    await lock.release();
    const gone = one.acquire("a", TIMES);
    await until(async () => (await waitingOn(one, "a")) === 1);
    const behind = one.acquire("a", TIMES);
    await until(async () => (await waitingOn(one, "a")) === 2);
    const [member = ""] = await redis.zrange("{lockstep}:queue", "0", "0");
    await redis.hdel(CLAIMS, member.slice("a".length + 18));
    await next.release();
    // The evicted one asks again, and is behind.
    await (await behind).release();
    await (await gone).release();
  });

  it("a queue whose keys were evicted goes on", async () => {
    const one = newManager("one");
    const lock = await one.acquire("a", { waitMs: 0, leaseMs: 60_000 });
    const waiting = one.acquire("a", TIMES);
    await until(async () => (await waitingOn(one, "a")) === 1);
    await redis.hdel(CLAIMS, "a", await idOf("a"));
    // Free, but somebody waits: who comes now lets that one go first.
    const late = one.acquire("a", TIMES);
    const first = await waiting;
    await first.release();
    const second = await late;
    expect(second.token).toBeGreaterThan(first.token);
    await second.release();
    await lock.release();
  });

  it("a waiter of the same process whose wait is over is passed over", async () => {
    const one = newManager("one");
    const lock = await one.acquire("a", TIMES);
    const late = `${(await idOf("a")).split("\0")[0]}\0late`;
    const joinedAt = await clock();
    expect(await ask(late, 1, "a")).toEqual(["waiting", 1, expect.any(Number), "one", expect.any(String)]);
    const waiting = one.acquire("a", TIMES);
    await until(async () => (await waitingOn(one, "a")) === 2 && (await clock()) > joinedAt + 1);
    await lock.release();
    expect([late, ""]).not.toContain(await idOf("a"));
    await (await waiting).release();
    expect((await leftovers(redis)).length).toBe(0);
  });

  it("an acquire that is asked twice is granted once", async () => {
    const one = newManager("one");
    const lock = await one.acquire("a", TIMES);
    const reply = await ask(await idOf("a"), 0, "a");
    expect(reply).toEqual(["granted", Number(lock.token)]);
    await lock.release();
    expect((await leftovers(redis)).length).toBe(0);
  });

  it("a request that comes after its own withdrawal", async () => {
    const one = newManager("one");
    await (await one.acquire("a", TIMES)).release();
    expect(await run("ours", "one#x\0late", 60_000)).toBe(0);
    expect(await ask("one#x\0late", 0, "a")).toEqual(["gone"]);
    expect(await run("c.ends, c.ticket = now + ARGV[2], nil", "one#x\0late", 5_000)).toBe(0);
    await (await one.acquire("a", TIMES)).release();
  });

  it("a place in line that was lost, and is asked for again with its ticket", async () => {
    const one = newManager("one");
    const lock = await one.acquire("a", TIMES);
    const [, , , , ticket] = (await ask("one#x\0again", 60_000, "a")) as string[];
    expect(await run("ours", "one#x\0again", 0)).toEqual([0]);
    const behind = one.acquire("a", TIMES);
    await until(async () => (await waitingOn(one, "a")) === 1);
    const back = (await ask("one#x\0again", 60_000, "a", ticket)) as unknown[];
    expect(back.slice(0, 2)).toEqual(["waiting", 1]);
    expect(await run("ours", "one#x\0again", 0)).toEqual([0]);
    await lock.release();
    await (await behind).release();
    // The key is free, and somebody waits for another one.
    const other = await one.acquire("b", TIMES);
    const next = one.acquire("b", TIMES);
    await until(async () => (await waitingOn(one, "b")) === 1);
    expect(await ask("one#x\0again", 60_000, "a", ticket)).toEqual(expect.any(Number));
    expect(await run("ours", "one#x\0again", 0, "a")).toEqual([1]);
    await other.release();
    await (await next).release();
  });

  it("a head that is passed by others, as often as is allowed", async () => {
    const one = newManager("one", 1);
    const [a, b] = [await one.acquire("a", TIMES), await one.acquire("b", TIMES)];
    const head = one.acquire(["a", "b"], TIMES);
    await until(async () => (await waitingOn(one, "a")) === 1);
    const behind = [one.acquire("a", TIMES)];
    await until(async () => (await waitingOn(one, "a")) === 2);
    behind.push(one.acquire("a", TIMES));
    await until(async () => (await waitingOn(one, "a")) === 3);
    await a.release();
    await (await behind[0])?.release();
    expect((await one.inspect()).find(({ key }) => key === "a")).toMatchObject({ holder: null, waiting: 2 });
    await b.release();
    await (await head).release();
    await (await behind[1])?.release();
  });

  it("the waiters of a process that was killed, and of one that sleeps", async () => {
    const one = newManager("one");
    const lock = await one.acquire(["a", "b"], TIMES);
    const [killed, sleeper] = [await LockProcess.start(server.port), await LockProcess.start(server.port)];
    for (const key of ["a", "b"]) {
      killed.tell({ do: "hold", keys: [key], leaseMs: 5_000, waitMs: 60_000 });
      await until(async () => (await waitingOn(one, key)) === 1);
      sleeper.tell({ do: "hold", keys: [key], leaseMs: 5_000, waitMs: 60_000 });
      await until(async () => (await waitingOn(one, key)) === 2);
    }
    const behind = ["a", "b"].map((key) => one.acquire(key, TIMES));
    await until(async () => (await waitingOn(one, "b")) === 3);
    await killed.kill();
    sleeper.child.kill("SIGSTOP");
    await until(async () => (await redis.pubsub("CHANNELS", "lock-wake:*")).length === 2);
    await lock.release();
    for (const next of behind) await (await next).release();
    await sleeper.kill();
  });

  it("a key that nobody holds, and that is taken by force from who waits for it", async () => {
    const one = newManager("one");
    const lock = await one.acquire("b", TIMES);
    const waiting = one.acquire(["a", "b"], TIMES);
    await until(async () => (await waitingOn(one, "a")) === 1);
    expect(await one.forceRelease("a")).toBe(true);
    // It lives, and is back in its place.
    await until(async () => (await waitingOn(one, "a")) === 1);
    await lock.release();
    await (await waiting).release();
  });

  it("was reached by these", () => {
    const all = [...scripts].flatMap(blocksOf);
    expect(all.length).toBeGreaterThan(40);
    expect(all.filter((block) => !reached.has(block))).toEqual([]);
  });
});

/** Runs a script that has been run before, known by a word of it, as a client does. */
function run(word: string, ...args: (string | number)[]): Promise<unknown> {
  const [source = ""] = [...scripts].filter((script) => script.includes(word));
  const keys = [CLAIMS, "{lockstep}:queue", "lock-tombstones:{lockstep}"];
  return redis.eval(markBlocks(source), keys.length, ...keys, ...args);
}

/** Asks for a lock as a client does that names itself by this id. */
const ask = (id: string, waitMs: number, key: string, ticket = "") =>
  run("inTheWay", id, 5_000, waitMs, 0, ticket, key);

/** The server's clock, in milliseconds. */
async function clock(): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1_000 + Number(micros) / 1_000;
}

/** Whether the server's clock has gone on by more than so much. */
function overBy(ms: number, since: number): () => Promise<boolean> {
  return async () => (await clock()) - since > ms;
}
