import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLockManager, LockLostError, type LockManager, LockUnavailableError } from "#lib/lock/index.ts";
import { RELEASE } from "#lib/lock/scripts/release.lua.ts";
import { leftovers, RedisServer, until } from "#tests/support/redis-server.ts";
import { TcpProxy } from "#tests/support/tcp-proxy.ts";

let server: RedisServer;
let proxy: TcpProxy;
let direct: Redis;
let proxied: Redis;
let managers: LockManager[];

beforeEach(async () => {
  server = await RedisServer.start();
  proxy = await TcpProxy.start(server.port);
  direct = server.client();
  proxied = new Redis({ port: proxy.port, lazyConnect: true });
  managers = [];
});
afterEach(async () => {
  await Promise.all(managers.map((manager) => manager.close()));
  for (const client of [direct, proxied]) client.disconnect();
  proxy.stop();
  await server.kill();
});

function newManager(redis: Redis, holder: string): LockManager {
  const manager = createLockManager({ redis, holder });
  managers.push(manager);
  return manager;
}

const TIMES = { waitMs: 15_000, leaseMs: 5_000 };
const waitingOn = async (manager: LockManager, key: string) =>
  (await manager.inspect()).find((view) => view.key === key)?.waiting ?? 0;

/** Has the proxy cut the first piece that is `wanted`; whether it came. */
function cutOnce(wanted: (way: "request" | "reply", text: string) => boolean) {
  const seen = { done: false };
  proxy.fate = (way, text) => {
    if (seen.done || !wanted(way, text)) return "pass";
    seen.done = true;
    return "cut";
  };
  return seen;
}

describe("a connection", () => {
  it("that is slow to subscribe asks again", async () => {
    let held = 0;
    // Every time, for a connection that owes an answer too long is made anew, and may be the quicker one.
    proxy.fate = (way, text) => {
      if (way !== "request" || !/subscribe/i.test(text)) return "pass";
      held += 1;
      return "hold";
    };
    const one = newManager(proxied, "one");
    await expect(one.acquire("k", TIMES)).rejects.toBeInstanceOf(LockUnavailableError);
    expect(held).toBeGreaterThan(0);
    proxy.fate = () => "pass";
    proxy.letGo();
    await until(async () => {
      const lock = await one.acquire("k", TIMES).catch(() => null);
      await lock?.release();
      return lock !== null;
    });
  });

  it("that goes silent is given up, and a new one made", async () => {
    const one = newManager(proxied, "one");
    await (await one.acquire("k", TIMES)).release();
    proxy.silence();
    await until(async () => {
      const lock = await one.acquire("k", TIMES).catch(() => null);
      await lock?.release();
      return lock !== null;
    });
    expect(proxy.count("")).toBe(3);
  });

  it("that is cut in the middle of a grant has the lock all the same", async () => {
    const one = newManager(proxied, "one");
    await (await one.acquire("warm", TIMES)).release();
    const cut = cutOnce((way, text) => way === "reply" && /^:\d{16}/.test(text));
    const lock = await one.acquire("k", { waitMs: 5_000, leaseMs: 60_000 });
    expect(cut.done).toBe(true);
    expect((await newManager(direct, "two").inspect()).map(({ key, token }) => [key, token])).toEqual([
      ["k", String(lock.token)],
    ]);
    await lock.release();
    expect(await leftovers(direct)).toEqual([]);
  });

  it("that is cut while the wake-up travels loses no turn", async () => {
    const [one, two] = [newManager(proxied, "one"), newManager(direct, "two")];
    const lock = await two.acquire("k", TIMES);
    const waiting = one.acquire("k", { waitMs: 10_000, leaseMs: 60_000 });
    await until(async () => (await waitingOn(two, "k")) === 1);
    const cut = cutOnce(
      (way, text) => way === "reply" && text.includes("lock-wake:") && text.includes("message"),
    );
    await lock.release();
    const next = await waiting;
    expect(cut.done).toBe(true);
    expect(next.token).toBeGreaterThan(lock.token);
    await next.release();
  });

  it("for messages that goes silent costs no turn, and is made anew", async () => {
    const [one, two] = [newManager(proxied, "one"), newManager(direct, "two")];
    const lock = await two.acquire("k", TIMES);
    const waiting = one.acquire("k", { waitMs: 10_000, leaseMs: 60_000 });
    await until(async () => (await waitingOn(two, "k")) === 1);
    proxy.silence("lock-wake");
    await lock.release();
    await (await waiting).release();
    await until(() => proxy.count("lock-wake") === 2);
  });

  it("that loses the release sends it again when it is back", async () => {
    const [one, two] = [newManager(proxied, "one"), newManager(direct, "two")];
    const lock = await one.acquire("k", { waitMs: 0, leaseMs: 60_000 });
    const cut = cutOnce((way) => way === "request");
    await lock.release();
    expect(cut.done).toBe(true);
    expect(lock.signal.aborted).toBe(false);
    await (await two.acquire("k", { waitMs: 5_000, leaseMs: 1_000 })).release();
  });
});

describe("nothing is left behind", () => {
  it("by who gave up while the server was being taught the script", async () => {
    const one = newManager(direct, "one");
    await (await one.acquire("warm", TIMES)).release();
    await direct.script("FLUSH");
    await direct.script("LOAD", RELEASE);
    const controller = new AbortController();
    const aborted = one.acquire("k", { waitMs: 5_000, leaseMs: 60_000, signal: controller.signal });
    controller.abort(new Error("gone"));
    await expect(aborted).rejects.toThrow("gone");
    await (await one.acquire("k", { waitMs: 2_000, leaseMs: 1_000 })).release();
  });

  it("by a manager that closes: who works under its lock is told", async () => {
    const one = newManager(direct, "one");
    const work = one.withLock("k", TIMES, async (lock) => {
      await one.close();
      expect(lock.signal.aborted).toBe(true);
      return "done";
    });
    await expect(work).rejects.toBeInstanceOf(LockLostError);
  });

  it("by a manager that closes while a grant is on its way", async () => {
    const one = newManager(direct, "one");
    await (await one.acquire("warm", TIMES)).release();
    const acquired = one.acquire("k", { waitMs: 0, leaseMs: 60_000 });
    await Promise.all([expect(acquired).rejects.toBeInstanceOf(LockUnavailableError), one.close()]);
    await (await newManager(direct, "two").acquire("k", { waitMs: 0, leaseMs: 1_000 })).release();
  });
});
