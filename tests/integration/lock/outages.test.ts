import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createLockManager,
  type LockEvent,
  type LockManager,
  type LockManagerOptions,
  LockUnavailableError,
} from "#lib/lock/index.ts";
import { leftovers, RedisServer, until } from "#tests/support/redis-server.ts";
import { TcpProxy } from "#tests/support/tcp-proxy.ts";

let server: RedisServer;
let proxy: TcpProxy;
let direct: Redis;
let proxied: Redis;
let managers: LockManager[];
let others: RedisServer[];

beforeEach(async () => {
  server = await RedisServer.start();
  proxy = await TcpProxy.start(server.port);
  direct = server.client();
  proxied = new Redis({ port: proxy.port, lazyConnect: true });
  managers = [];
  others = [];
});
afterEach(async () => {
  server.resume();
  await Promise.all(managers.map((manager) => manager.close()));
  for (const client of [direct, proxied]) client.disconnect();
  proxy.stop();
  await Promise.all([server, ...others].map((one) => one.kill()));
});

function newManager(redis: Redis, options: Partial<LockManagerOptions> = {}): LockManager {
  const manager = createLockManager({ redis, ...options });
  managers.push(manager);
  return manager;
}

async function newServer(): Promise<RedisServer> {
  const other = await RedisServer.start();
  others.push(other);
  return other;
}

const TIMES = { waitMs: 15_000, leaseMs: 5_000 };
/** Takes and gives back a lock as soon as that can be done. */
const worksAgain = (manager: LockManager) =>
  until(async () => {
    const lock = await manager.acquire("k", TIMES).catch(() => null);
    await lock?.release();
    return lock !== null;
  });

describe("a connection that goes silent", () => {
  it("in its handshake is given up", async () => {
    const one = newManager(proxied);
    await (await one.acquire("k", TIMES)).release();
    let dropped = 0;
    proxy.fate = (way) => {
      if (way === "reply") dropped += 1;
      return "drop";
    };
    await direct.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    await direct.call("CLIENT", "KILL", "TYPE", "pubsub");
    await until(() => !one.health().up);
    const before = dropped;
    await expect(one.acquire("k", { ...TIMES, unavailableAfterMs: 300 })).rejects.toBeInstanceOf(
      LockUnavailableError,
    );
    expect(before).toBe(dropped);
    proxy.fate = () => "pass";
    await worksAgain(one);
    expect(one.health().up).toBe(true);
  });

  it("because its server hangs is given up, and leads to another server then", async () => {
    const one = newManager(proxied);
    await (await one.acquire("k", TIMES)).release();
    server.pause();
    await expect(one.acquire("k", TIMES)).rejects.toBeInstanceOf(LockUnavailableError);
    proxy.target = (await newServer()).port;
    await worksAgain(one);
  });

  it("while it is idle costs the next caller no error", async () => {
    const one = newManager(proxied);
    await (await one.acquire("k", TIMES)).release();
    proxy.silence();
    await (await one.acquire("k", { waitMs: 20_000, leaseMs: 5_000 })).release();
  });
});

describe("a master that was demoted", () => {
  it("is left for the one that the address leads to, and is not called healthy", async () => {
    const events: LockEvent[] = [];
    const one = newManager(proxied, { onEvent: (event) => events.push(event) });
    await (await one.acquire("k", TIMES)).release();
    const next = await newServer();
    await direct.replicaof("127.0.0.1", next.port);
    await until(() => !one.health().up);
    await expect(one.acquire("k", TIMES)).rejects.toMatchObject({ code: "LOCK_UNAVAILABLE" });
    expect(one.health()).toMatchObject({ up: false });
    proxy.target = next.port;
    await worksAgain(one);
    expect(one.health().up).toBe(true);
    expect(events.filter(({ type }) => type === "down")).toHaveLength(1);
    expect(events.filter(({ type }) => type === "up")).toHaveLength(1);
  });

  it("is left by the user's own word for it, too", async () => {
    const asked: string[] = [];
    const client = new Redis({
      port: server.port,
      lazyConnect: true,
      reconnectOnError: (error) => {
        asked.push(error.message);
        return error.message.startsWith("OOM");
      },
    });
    const one = newManager(client);
    await (await one.acquire("k", TIMES)).release();
    await direct.config("SET", "maxmemory", "1");
    await expect(one.acquire("k", TIMES)).rejects.toBeInstanceOf(LockUnavailableError);
    expect(asked.some((message) => message.startsWith("OOM"))).toBe(true);
    await direct.config("SET", "maxmemory", "0");
    client.disconnect();
  });
});

describe("a release", () => {
  it("that Redis refuses is sent again until it is taken, and told then", async () => {
    const events: string[] = [];
    const one = newManager(direct, { onEvent: ({ type }) => events.push(type) });
    const lock = await one.acquire("k", { waitMs: 0, leaseMs: 60_000 });
    await direct.config("SET", "min-replicas-to-write", "1");
    await lock.release();
    expect(events).not.toContain("released");
    await direct.config("SET", "min-replicas-to-write", "0");
    await (await newManager(direct).acquire("k", TIMES)).release();
    await until(() => events.includes("released"));
  });

  it("that Redis refuses to the end of the lease is not called a release", async () => {
    const events: string[] = [];
    const one = newManager(direct, { onEvent: ({ type }) => events.push(type) });
    const lock = await one.acquire("k", { waitMs: 0, leaseMs: 500 });
    await direct.config("SET", "min-replicas-to-write", "1");
    await lock.release();
    await until(() => events.includes("expired"));
    expect(events).not.toContain("released");
    await direct.config("SET", "min-replicas-to-write", "0");
  });
});

describe("a request", () => {
  it("that arrives after its own withdrawal locks for nobody", async () => {
    const one = newManager(proxied);
    await (await one.acquire("warm", TIMES)).release();
    let held = 0;
    proxy.fate = (way, text) => {
      if (way === "reply" || !text.includes("late-key")) return "pass";
      held += 1;
      return held === 1 ? "hold" : "pass";
    };
    const late = one.acquire("late-key", { waitMs: 100, leaseMs: 60_000 });
    await expect(late).rejects.toMatchObject({ name: "LockTimeoutError" });
    // Taken back by another connection, before the request has arrived.
    await until(async () => (await direct.exists("lock-tombstones:{lockstep}")) === 1);
    proxy.letGo();
    const two = newManager(direct);
    await (await two.acquire("warm", TIMES)).release();
    await until(async () => (await clientsOf("lock")).length === 2);
    expect(await two.inspect()).toEqual([]);
    await (await two.acquire("late-key", { waitMs: 0, leaseMs: 1_000 })).release();
    expect(await leftovers(direct)).toEqual([]);
  });
});

describe("Redis at its maxmemory", () => {
  it("refuses new locks, by their cause, and lets holders keep, hand on and give back theirs", async () => {
    const events: LockEvent[] = [];
    const [one, two] = [newManager(direct), newManager(direct, { onEvent: (event) => events.push(event) })];
    const lock = await one.acquire("k", { waitMs: 0, leaseMs: 1_000 });
    const waiting = two.acquire("k", TIMES);
    await until(async () => (await one.inspect()).some(({ waiting: count }) => count === 1));
    await direct.config("SET", "maxmemory", "1");
    const refusal = await two.acquire("other", TIMES).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LockUnavailableError);
    expect(String(refusal)).toContain("OOM");
    expect((refusal as Error).cause).toMatchObject({ name: "ReplyError" });
    expect(events.filter(({ type }) => type === "error")).toHaveLength(1);
    // Renewed by now at least once.
    const before = lock.remainingMs;
    await until(() => lock.remainingMs < before);
    await until(() => lock.isLost || lock.remainingMs > before);
    expect(lock.isLost).toBe(false);
    await lock.release();
    const next = await waiting;
    expect(next.token).toBeGreaterThan(lock.token);
    await next.release();
    await direct.config("SET", "maxmemory", "0");
  });
});

describe("what is wrong is said", () => {
  it("when the password is", async () => {
    await direct.acl("SETUSER", "shop", "on", ">right", "allkeys", "allchannels", "allcommands");
    const client = new Redis({ port: server.port, username: "shop", password: "wrong", lazyConnect: true });
    const events: LockEvent[] = [];
    const one = newManager(client, { onEvent: (event) => events.push(event), unavailableAfterMs: 2_000 });
    const refusal = await one.acquire("k", TIMES).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LockUnavailableError);
    expect(String((refusal as Error).cause)).toContain("WRONGPASS");
    expect(events.filter(({ type }) => type === "down")).toHaveLength(1);
    expect(String(one.health().lastError)).toContain("WRONGPASS");
    client.disconnect();
  });

  it("when the user may not hear the channel", async () => {
    await direct.acl("SETUSER", "deaf", "on", ">p", "allkeys", "resetchannels", "allcommands");
    const client = new Redis({ port: server.port, username: "deaf", password: "p", lazyConnect: true });
    const one = newManager(client, { unavailableAfterMs: 2_000 });
    const refusal = await one.acquire("k", TIMES).catch((error: unknown) => error);
    expect(String((refusal as Error).cause)).toContain("NOPERM");
    client.disconnect();
  });

  it("and the rights that the README lists are enough", async () => {
    const rights = [
      ["scripts", "+evalsha", "+eval", "+time", "+publish", "+pubsub|numsub", "+exists"],
      ["claims", "+hget", "+hmget", "+hset", "+hdel", "+hgetall", "+hrandfield"],
      ["queue", "+zadd", "+zrem", "+zscore", "+zrange", "+zrangebylex", "+zlexcount", "+zremrangebyscore"],
      ["tombstones", "+pexpire"],
      ["connections", "+subscribe", "+info", "+client|setname", "+hello"],
    ].flatMap(([, ...commands]) => commands);
    const names = ["~{lockstep}:*", "~lock-tombstones:{lockstep}", "resetchannels", "&lock-wake:*"];
    await direct.acl("SETUSER", "least", "on", ">p", "resetkeys", ...names, ...rights);
    const client = new Redis({ port: server.port, username: "least", password: "p", lazyConnect: true });
    const [one, two] = [newManager(client), newManager(client)];
    const lock = await one.acquire(["a", "b"], { waitMs: 0, leaseMs: 200 });
    const waiting = two.acquire(["b", "c"], TIMES);
    await until(async () => (await one.inspect()).some(({ waiting: count }) => count === 1));
    const before = lock.remainingMs;
    await until(() => lock.remainingMs < before);
    await until(() => lock.remainingMs > before);
    await lock.release();
    await waiting;
    expect(await one.forceRelease("c")).toBe(true);
    expect(await two.tryAcquire("c", { leaseMs: 500 })).not.toBeNull();
    client.disconnect();
  });
});

/** The connections of that name. */
async function clientsOf(name: string): Promise<string[]> {
  const list = String(await direct.call("CLIENT", "LIST"));
  return list.split("\n").filter((line) => line.includes(` name=${name} `));
}
