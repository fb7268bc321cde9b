import type { Cluster, Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createLockManager,
  type LockManager,
  type LockManagerOptions,
  LockUnavailableError,
} from "#lib/lock/index.ts";
import { LockProcess } from "#tests/support/lock-process.ts";
import { RedisCluster } from "#tests/support/redis-cluster.ts";
import { RedisSentinel } from "#tests/support/redis-sentinel.ts";
import { until } from "#tests/support/redis-server.ts";

const TIMES = { waitMs: 20_000, leaseMs: 5_000 };
let managers: LockManager[];
beforeEach(() => {
  managers = [];
});

function newManager(options: LockManagerOptions): LockManager {
  const manager = createLockManager(options);
  managers.push(manager);
  return manager;
}

const waitingOn = async (manager: LockManager, key: string) =>
  (await manager.inspect()).find((view) => view.key === key)?.waiting ?? 0;

describe("in a Cluster of three", () => {
  let cluster: RedisCluster;
  let redis: Cluster;
  beforeEach(async () => {
    cluster = await RedisCluster.start();
    redis = cluster.client();
  });
  afterEach(async () => {
    await Promise.all(managers.map((manager) => manager.close()));
    redis.disconnect();
    await cluster.kill();
  });

  it("all or none, first come first served, with keys that would be of different slots", async () => {
    const [one, two] = ["one", "two"].map((holder) => newManager({ redis, holder, maxPasses: 0 })) as [
      LockManager,
      LockManager,
    ];
    const first = await one.acquire(["a", "b", "c"], TIMES);
    const order: string[] = [];
    const turns: Promise<void>[] = [];
    const carts = [
      { keys: ["a", "x"], places: 2 },
      { keys: ["b", "x"], places: 4 },
      { keys: ["b", "c"], places: 6 },
      { keys: ["a"], places: 7 },
    ];
    for (const [index, { keys, places }] of carts.entries()) {
      const owner = index % 2 === 0 ? two : one;
      turns.push(owner.withLock(keys, TIMES, async () => void order.push(keys.join(""))));
      await until(async () => (await one.inspect()).flatMap(({ queue }) => queue).length === places);
    }
    await first.release();
    await Promise.all(turns);
    expect(order.toSorted()).toEqual(["a", "ax", "bc", "bx"]);
    for (const [ahead, behind] of [
      ["ax", "bx"],
      ["ax", "a"],
      ["bx", "bc"],
    ] as const) {
      expect(order.indexOf(ahead)).toBeLessThan(order.indexOf(behind));
    }
    expect(await one.inspect()).toEqual([]);
  });

  it("keeps every namespace in one slot, and namespaces apart", async () => {
    const names = Array.from({ length: 8 }, (_, index) => `shop-${index}`);
    await Promise.all(
      names.map(async (namespace) => {
        const manager = newManager({ redis, namespace });
        await manager.withLock(["a", "b"], TIMES, async () => {
          expect((await manager.inspect()).map(({ key }) => key)).toEqual(["a", "b"]);
        });
      }),
    );
  });

  it("passes a waiter that died, although a node counts only its own listeners", async () => {
    const one = newManager({ redis });
    const lock = await one.acquire("k", TIMES);
    const dying = await LockProcess.start(cluster.nodes[1]?.port ?? 0, "cluster");
    dying.tell({ do: "hold", keys: ["k"], leaseMs: 60_000, waitMs: 60_000 });
    await until(async () => (await waitingOn(one, "k")) === 1);
    const behind = one.acquire("k", TIMES);
    await until(async () => (await waitingOn(one, "k")) === 2);
    await dying.kill();
    await lock.release();
    await (await behind).release();
  });

  it("says that it is unavailable when the node of its slot is gone, and works again when that is back", async () => {
    const one = newManager({ redis });
    const before = await one.withLock("k", TIMES, async (lock) => lock.token);
    for (const node of cluster.nodes) node.pause();
    await expect(one.acquire("k", TIMES)).rejects.toBeInstanceOf(LockUnavailableError);
    for (const node of cluster.nodes) node.resume();
    let after = 0n;
    await until(async () => {
      after = await one.withLock("k", TIMES, async (lock) => lock.token).catch(() => 0n);
      return after > 0n;
    });
    expect(after).toBeGreaterThan(before);
  });
});

// A sentinel that a busy machine kept from its clock for two seconds fails nothing over for thirty.
describe("with a Sentinel", { timeout: 180_000 }, () => {
  let sentinel: RedisSentinel;
  let redis: Redis;
  beforeEach(async () => {
    sentinel = await RedisSentinel.start();
    redis = sentinel.client();
  });
  afterEach(async () => {
    sentinel.replica.resume();
    await Promise.all(managers.map((manager) => manager.close()));
    redis.disconnect();
    await sentinel.kill();
  });

  /** Asks until it is answered, as a client does that is told to try again. */
  async function acquireInTheEnd(manager: LockManager, key: string) {
    for (;;) {
      const lock = await manager.acquire(key, TIMES).catch((error: unknown) => error);
      if (!(lock instanceof LockUnavailableError)) return lock as Awaited<ReturnType<LockManager["acquire"]>>;
    }
  }

  it("a holder keeps its lock through a failover, and who asks then waits for it", async () => {
    const [one, two] = [newManager({ redis, holder: "one" }), newManager({ redis, holder: "two" })];
    // Longer than the sentinel may take: a lease that ends meanwhile is another test.
    const lock = await one.acquire("k", { waitMs: 0, leaseMs: 170_000 });
    expect(await redis.wait(1, 5_000)).toBe(1);
    await sentinel.master.kill();
    const waiting = acquireInTheEnd(two, "k");
    await until(async () => (await waitingOn(one, "k").catch(() => 0)) === 1);
    expect(lock.signal.aborted).toBe(false);
    await lock.release();
    const next = await waiting;
    expect(next.token).toBeGreaterThan(lock.token);
    await next.release();
  });

  it("tokens go on rising through a failover that lost the lock, and the old holder is told", async () => {
    const [one, two] = [newManager({ redis, holder: "one" }), newManager({ redis, holder: "two" })];
    await (await one.acquire("warm", TIMES)).release();
    expect(await redis.wait(1, 5_000)).toBe(1);
    // The replica gets nothing of what comes now.
    sentinel.replica.pause();
    await redis.call("CLIENT", "KILL", "TYPE", "replica");
    const lock = await one.acquire("k", { waitMs: 0, leaseMs: 3_000 });
    await sentinel.master.kill();
    sentinel.replica.resume();
    const next = await acquireInTheEnd(two, "k");
    expect(next.token).toBeGreaterThan(lock.token);
    await until(() => lock.signal.aborted);
    await next.release();
  });
});
