import type { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type AcquireOptions,
  createLockManager,
  type LockManager,
  type LockManagerOptions,
  LockNestedError,
} from "#lib/lock/index.ts";
import { RedisServer, until } from "#tests/support/redis-server.ts";

let server: RedisServer;
let redis: Redis;
let managers: LockManager[];

beforeEach(async () => {
  server = await RedisServer.start();
  redis = server.client();
  managers = [];
});
afterEach(async () => {
  await Promise.all(managers.map((manager) => manager.close()));
  redis.disconnect();
  await server.kill();
});

function newManager(options: Partial<LockManagerOptions> = {}): LockManager {
  const manager = createLockManager({ redis, ...options });
  managers.push(manager);
  return manager;
}

const TIMES = { waitMs: 10_000, leaseMs: 5_000 };

describe("arguments", () => {
  it("that are no numbers are refused", async () => {
    const one = newManager();
    for (const wrong of [{ leaseMs: "5000" }, { waitMs: "1" }, { minToken: 5 }, { waitMs: null }]) {
      const options = { ...TIMES, ...wrong } as unknown as AcquireOptions;
      await expect(one.acquire("k", options)).rejects.toBeInstanceOf(RangeError);
    }
    for (const maxPasses of [-1, 1.5, Number.NaN]) {
      expect(() => createLockManager({ redis, maxPasses })).toThrow(RangeError);
    }
  });

  it("that are unfit names are refused", async () => {
    const one = newManager();
    for (const namespace of ["", "}", "{a}", "a\0b"]) {
      expect(() => createLockManager({ redis, namespace })).toThrow(TypeError);
    }
    for (const key of ["\ud800", "a\udc00b", "\0", ""]) {
      await expect(one.acquire(key, TIMES)).rejects.toBeInstanceOf(TypeError);
      await expect(one.forceRelease(key)).rejects.toBeInstanceOf(TypeError);
    }
    await (await one.acquire("🔒 열쇠", TIMES)).release();
  });

  it("keep the last token from whoever names it", async () => {
    const one = newManager();
    const lock = await one.acquire("k", TIMES);
    const id = (await redis.hget("{lockstep}:claims", "k")) ?? "";
    for (const key of ["\0", id]) await expect(one.forceRelease(key)).rejects.toBeInstanceOf(TypeError);
    expect(lock.isLost).toBe(false);
    await lock.release();
    expect(await redis.hkeys("{lockstep}:claims")).toEqual(["\0"]);
  });
});

describe("a client's keyPrefix", () => {
  it("stands before everything, so that two of them share nothing", async () => {
    const prefixed = redis.duplicate({ keyPrefix: "shop:", lazyConnect: true });
    const [one, two] = [newManager({ redis: prefixed }), newManager()];
    const lock = await one.acquire("k", TIMES);
    expect(await redis.exists("shop:{lockstep}:claims")).toBe(1);
    expect(await two.tryAcquire("k", { leaseMs: 1_000 })).not.toBeNull();
    await lock.release();
    prefixed.disconnect();
  });
});

describe("a signal", () => {
  it("may end many waits, and nobody warns of a leak", async () => {
    const warnings: Error[] = [];
    const hear = (warning: Error) => warnings.push(warning);
    process.on("warning", hear);
    const [one, controller] = [newManager(), new AbortController()];
    const lock = await one.acquire("k", TIMES);
    const waits = Array.from({ length: 30 }, () => one.acquire("k", { ...TIMES, signal: controller.signal }));
    await until(async () => (await one.inspect())[0]?.waiting === 30);
    const reason = new Error("gone");
    controller.abort(reason);
    for (const end of await Promise.allSettled(waits)) expect(end).toMatchObject({ reason });
    expect((await one.inspect())[0]?.waiting).toBe(0);
    await lock.release();
    process.off("warning", hear);
    expect(warnings).toEqual([]);
  });
});

describe("a lock that is held", () => {
  it("is known to be lost right after the process was blocked for longer than its lease", async () => {
    const lock = await newManager().acquire("k", { waitMs: 0, leaseMs: 300 });
    const endsAt = performance.now() + 400;
    while (performance.now() < endsAt);
    expect(lock.isLost).toBe(true);
    expect(lock.remainingMs).toBe(0);
    expect(lock.signal.aborted).toBe(true);
  });

  it("is renewed together with the others", async () => {
    const one = newManager();
    const locks = [];
    for (let index = 0; index < 300; index += 1)
      locks.push(await one.acquire(`k${index}`, { waitMs: 0, leaseMs: 3_000 }));
    const before = await scripts();
    const endsAt = performance.now() + 3_000;
    await until(() => performance.now() > endsAt);
    const sent = (await scripts()) - before;
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(60);
    expect(locks.some(({ isLost }) => isLost)).toBe(false);
  });
});

describe("nesting", () => {
  it("of a key in itself is refused at once, by its name", async () => {
    const one = newManager();
    await one.withLock("a", TIMES, async () => {
      await expect(one.acquire("a", TIMES)).rejects.toBeInstanceOf(LockNestedError);
      await expect(one.withLock(["a", "b"], TIMES, async () => {})).rejects.toMatchObject({
        code: "LOCK_NESTED",
        keys: ["a"],
      });
      await one.withLock("c", TIMES, async () => {
        await expect(one.acquire(["c", "a"], TIMES)).rejects.toMatchObject({ code: "LOCK_NESTED" });
      });
    });
  });

  it("is no nesting from elsewhere, nor after the lock was released", async () => {
    const one = newManager();
    let later: Promise<void> | undefined;
    await Promise.all([1, 2, 3].map(() => one.withLock("a", TIMES, async () => void (await redis.ping()))));
    await one.withLock("a", TIMES, async (lock) => {
      await lock.release();
      later = one.withLock("a", TIMES, async () => {});
    });
    await later;
  });
});

/** How many scripts the server has run. */
async function scripts(): Promise<number> {
  const stats = await redis.info("commandstats");
  return [...stats.matchAll(/cmdstat_(?:evalsha|eval):calls=(\d+)/g)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  );
}
