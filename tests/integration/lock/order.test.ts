import type { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLockManager, type Lock, type LockManager, LockTimeoutError } from "#lib/lock/index.ts";
import { LockProcess } from "#tests/support/lock-process.ts";
import { leftovers, RedisServer, until } from "#tests/support/redis-server.ts";

let server: RedisServer;
let redis: Redis;
let managers: LockManager[];

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
});

function newManager(holder: string): LockManager {
  const manager = createLockManager({ redis, holder });
  managers.push(manager);
  return manager;
}

const TIMES = { waitMs: 10_000, leaseMs: 5_000 };
const waitingOn = async (manager: LockManager, key: string) =>
  (await manager.inspect()).find((view) => view.key === key)?.waiting ?? 0;

describe("mutual exclusion", () => {
  it("adds up over four processes with the lock, and loses additions without it", async () => {
    const processes = await Promise.all([1, 2, 3, 4].map(() => LockProcess.start(server.port)));
    const count = async (key: string, locked: boolean) => {
      await Promise.all(processes.map((process) => process.ask({ do: "count", key, times: 50, locked })));
      return Number(await redis.get(key));
    };
    expect(await count("unguarded", false)).toBeLessThan(200);
    expect(await count("guarded", true)).toBe(200);
    await Promise.all(processes.map((process) => process.kill()));
  });

  it("takes several keys all or none, and never holds a part while it waits", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    const first = await one.acquire("b", TIMES);
    const waiting = two.acquire(["a", "b"], TIMES);
    await until(async () => (await waitingOn(one, "b")) === 1);
    // "a" is free, but somebody waits for it together with "b": who comes now stands behind.
    await expect(one.acquire("a", { waitMs: 0, leaseMs: 1_000 })).rejects.toBeInstanceOf(LockTimeoutError);
    expect((await one.inspect()).map(({ key, holder, waiting }) => [key, holder, waiting])).toEqual([
      ["a", null, 1],
      ["b", "one", 1],
    ]);
    await first.release();
    const both = await waiting;
    expect((await one.inspect()).map(({ key, holder }) => [key, holder])).toEqual([
      ["a", "two"],
      ["b", "two"],
    ]);
    expect(both.keys).toEqual(["a", "b"]);
    expect(both.covers(["b"]) && !both.covers(["c"])).toBe(true);
  });

  it("does not deadlock carts that name the same keys in opposite orders", async () => {
    const carts = [
      ["a", "b", "c"],
      ["c", "b", "a"],
      ["b", "a"],
      ["c", "a"],
    ];
    const owners = [newManager("one"), newManager("two")];
    const inside = new Map<string, number>();
    let most = 0;
    const turns = Array.from({ length: 200 }, (_, index) => {
      const keys = carts[index % carts.length] ?? [];
      const owner = owners[index % 2] ?? newManager("three");
      return owner.withLock(keys, TIMES, async () => {
        for (const key of keys) inside.set(key, (inside.get(key) ?? 0) + 1);
        most = Math.max(most, ...inside.values());
        await redis.ping();
        for (const key of keys) inside.set(key, (inside.get(key) ?? 0) - 1);
      });
    });
    await Promise.all(turns);
    expect(most).toBe(1);
  });
});

describe("the line", () => {
  it("is served first come, first served, across processes", async () => {
    const [one, two, three] = [newManager("one"), newManager("two"), newManager("three")];
    const first = await one.acquire("k", TIMES);
    const order: number[] = [];
    const turns: Promise<void>[] = [];
    for (let index = 0; index < 9; index += 1) {
      const owner = [one, two, three][index % 3] ?? one;
      turns.push(owner.withLock("k", TIMES, async () => void order.push(index)));
      await until(async () => (await waitingOn(one, "k")) === index + 1);
    }
    await first.release();
    await Promise.all(turns);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("waits no longer than it was told, and says where it stood", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    await one.acquire("k", TIMES);
    const ahead = two.acquire("k", TIMES).catch(() => undefined);
    await until(async () => (await waitingOn(one, "k")) === 1);
    const refusal = await two.acquire("k", { waitMs: 50, leaseMs: 1_000 }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LockTimeoutError);
    expect(refusal).toMatchObject({
      code: "LOCK_TIMEOUT",
      keys: ["k"],
      waitMs: 50,
      position: 2,
      holder: "one",
    });
    expect(await waitingOn(one, "k")).toBe(1);
    await two.close();
    await ahead;
  });

  it("is refused or granted at once, however short the wait, also by a manager that is new", async () => {
    const one = newManager("one");
    for (const waitMs of [0, 1]) {
      const free = await newManager("new").acquire(`free-${waitMs}`, { waitMs, leaseMs: 1_000 });
      expect(free.keys).toEqual([`free-${waitMs}`]);
      await one.acquire(`held-${waitMs}`, TIMES);
      const refused = newManager("new").acquire(`held-${waitMs}`, { waitMs, leaseMs: 1_000 });
      await expect(refused).rejects.toBeInstanceOf(LockTimeoutError);
    }
  });

  it("is left by who aborts, with the signal's reason", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    const first = await one.acquire("k", TIMES);
    const controller = new AbortController();
    const aborted = two.acquire("k", { ...TIMES, signal: controller.signal });
    await until(async () => (await waitingOn(one, "k")) === 1);
    const next = two.acquire("k", TIMES);
    await until(async () => (await waitingOn(one, "k")) === 2);
    const reason = new Error("closed the tab");
    controller.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    await expect(two.acquire("x", { ...TIMES, signal: controller.signal })).rejects.toBe(reason);
    await first.release();
    await (await next).release();
    expect(await one.inspect()).toEqual([]);
  });

  it("shows who holds and who waits", async () => {
    const [one, two] = [newManager("one"), newManager("two")];
    const lock = await one.acquire("k", TIMES);
    const waiting = two.acquire("k", TIMES);
    await until(async () => (await waitingOn(one, "k")) === 1);
    const [view] = await two.inspect();
    expect(view).toMatchObject({ key: "k", holder: "one", token: String(lock.token), waiting: 1 });
    expect(view?.queue).toMatchObject([{ holder: "two" }]);
    expect(view?.leaseMs).toBeGreaterThan(0);
    expect(view?.leaseMs).toBeLessThanOrEqual(5_000);
    await lock.release();
    await (await waiting).release();
  });
});

describe("the use of it", () => {
  it("takes two round trips for a lock and its release, for one key and for five", async () => {
    const one = newManager("one");
    await one.withLock("warm", TIMES, async () => {});
    for (const keys of [["a"], ["a", "b", "c", "d", "e"]]) {
      const before = await calls();
      await one.withLock(keys, TIMES, async () => {});
      expect((await calls()) - before).toBe(2);
    }
  });

  it("releases at the end of its scope, and when the work throws", async () => {
    const one = newManager("one");
    const held: Lock = await one.acquire("k", TIMES);
    await held[Symbol.asyncDispose]();
    await held.release();
    const failure = new Error("no");
    await expect(one.withLock("k", TIMES, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(await one.inspect()).toEqual([]);
  });

  it("leaves nothing in Redis but the last token", async () => {
    const one = newManager("one");
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => one.withLock(["a", `b${index % 3}`], TIMES, async () => {})),
    );
    await expect(
      one.withLock("a", TIMES, () => one.acquire("a", { waitMs: 20, leaseMs: 500 })),
    ).rejects.toThrow();
    expect(await leftovers(redis)).toEqual([]);
  });

  it("refuses arguments that make no sense", async () => {
    const one = newManager("one");
    await expect(one.acquire([], TIMES)).rejects.toBeInstanceOf(TypeError);
    await expect(one.acquire("a\0b", TIMES)).rejects.toBeInstanceOf(TypeError);
    await expect(one.acquire("", TIMES)).rejects.toBeInstanceOf(TypeError);
    await expect(one.acquire("a", { waitMs: -1, leaseMs: 1_000 })).rejects.toBeInstanceOf(RangeError);
    await expect(one.acquire("a", { waitMs: Number.NaN, leaseMs: 1_000 })).rejects.toBeInstanceOf(RangeError);
    await expect(one.acquire("a", { waitMs: 1, leaseMs: 0 })).rejects.toBeInstanceOf(RangeError);
  });
});

/** How many scripts the server has run. */
async function calls(): Promise<number> {
  const stats = await redis.info("commandstats");
  return [...stats.matchAll(/cmdstat_(?:evalsha|eval):calls=(\d+)/g)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  );
}
