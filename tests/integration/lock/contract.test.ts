import type { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLockManager, type LockManager, LockUnavailableError } from "#lib/lock/index.ts";
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
  server.resume();
  await Promise.all(managers.map((manager) => manager.close()));
  redis.disconnect();
  await server.kill();
});

function newManager(options: Partial<Parameters<typeof createLockManager>[0]> = {}): LockManager {
  const manager = createLockManager({ redis, ...options });
  managers.push(manager);
  return manager;
}

const TIMES = { waitMs: 10_000, leaseMs: 5_000 };

describe("tryAcquire", () => {
  it("takes a free lock, and answers null when somebody holds it or waits for it", async () => {
    const events: string[] = [];
    const [one, two] = [newManager(), newManager({ onEvent: ({ type }) => events.push(type) })];
    const lock = await two.tryAcquire(["a", "b"], { leaseMs: 5_000 });
    expect(lock?.keys).toEqual(["a", "b"]);
    expect(await two.tryAcquire("a", { leaseMs: 5_000 })).toBeNull();
    const waiting = one.acquire(["b", "c"], TIMES);
    await until(async () => (await one.inspect()).some((view) => view.waiting === 1));
    expect(await two.tryAcquire("c", { leaseMs: 5_000 })).toBeNull();
    expect(events).toEqual(["acquired", "refused", "refused"]);
    await lock?.release();
    await (await waiting).release();
  });

  it("says when Redis can't be reached, and when it is asked for nonsense", async () => {
    const one = newManager({ unavailableAfterMs: 100 });
    await expect(one.tryAcquire([], { leaseMs: 5_000 })).rejects.toBeInstanceOf(TypeError);
    await one.withLock("k", TIMES, async () => {});
    await server.kill();
    await expect(one.tryAcquire("k", { leaseMs: 5_000 })).rejects.toBeInstanceOf(LockUnavailableError);
  });
});

describe("remainingMs", () => {
  it("is what is left of the lease, renewed while the lock is held, and 0 after its release", async () => {
    const lock = await newManager().acquire("k", { waitMs: 0, leaseMs: 1_500 });
    expect(lock.remainingMs).toBeGreaterThan(0);
    expect(lock.remainingMs).toBeLessThanOrEqual(1_500);
    const before = lock.remainingMs;
    await until(() => lock.remainingMs < before);
    await until(() => lock.remainingMs > before);
    await lock.release();
    expect(lock.remainingMs).toBe(0);
  });

  it("is 0 when the lock is lost", async () => {
    const lock = await newManager().acquire("k", TIMES);
    await newManager().forceRelease("k");
    await until(() => lock.signal.aborted);
    expect(lock.remainingMs).toBe(0);
  });
});

describe("health", () => {
  it("is up once it is connected, down when Redis is gone, and says since when and why", async () => {
    const one = newManager();
    expect(one.health()).toMatchObject({ up: false, lastError: null });
    await until(() => one.health().up);
    const { since } = one.health();
    expect(since.getTime()).toBeLessThanOrEqual(Date.now());
    await server.kill();
    await until(() => !one.health().up && one.health().lastError !== null);
    expect(one.health().since.getTime()).toBeGreaterThanOrEqual(since.getTime());
    await server.launch();
    await until(() => one.health().up);
    expect(one.health().lastError).toBeInstanceOf(Error);
  });
});

describe("unavailableAfterMs", () => {
  it("lets a wait outlive an outage that is shorter", async () => {
    const one = newManager({ unavailableAfterMs: 30_000 });
    await one.withLock("k", TIMES, async () => {});
    await server.kill();
    const waiting = one.acquire("k", { waitMs: 60_000, leaseMs: 5_000 });
    // Somebody less patient is refused meanwhile.
    await expect(
      one.acquire("k", { waitMs: 60_000, leaseMs: 5_000, unavailableAfterMs: 1_500 }),
    ).rejects.toBeInstanceOf(LockUnavailableError);
    await server.launch();
    await (await waiting).release();
  });

  it("must be a time", async () => {
    expect(() => createLockManager({ redis, unavailableAfterMs: Number.NaN })).toThrow(RangeError);
    const nonsense = newManager().acquire("k", { ...TIMES, unavailableAfterMs: -1 });
    await expect(nonsense).rejects.toBeInstanceOf(RangeError);
  });
});
