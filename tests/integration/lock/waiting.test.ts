import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLockManager, type LockManager, type LockManagerOptions } from "#lib/lock/index.ts";
import { LockProcess } from "#tests/support/lock-process.ts";
import { RedisServer, until } from "#tests/support/redis-server.ts";
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
  await Promise.all(processes.map((process) => process.kill()));
  await Promise.all(managers.map((manager) => manager.close()));
  redis.disconnect();
  await server.kill();
});

function newManager(options: Partial<LockManagerOptions> = {}): LockManager {
  const manager = createLockManager({ redis, ...options });
  managers.push(manager);
  return manager;
}

async function newProcess(): Promise<LockProcess> {
  const process = await LockProcess.start(server.port);
  processes.push(process);
  return process;
}

const TIMES = { waitMs: 30_000, leaseMs: 30_000 };
const viewOf = async (manager: LockManager, key: string) =>
  (await manager.inspect()).find((view) => view.key === key);
const waitingOn = async (manager: LockManager, key: string) => (await viewOf(manager, key))?.waiting ?? 0;

describe("a lock that was handed over", () => {
  it("runs on its whole lease from the first moment, also when its process sleeps then", async () => {
    const [one, next] = [newManager(), await newProcess()];
    const lock = await one.acquire("k", TIMES);
    next.tell({ do: "hold", keys: ["k"], leaseMs: 20_000, waitMs: 30_000 });
    await until(async () => (await waitingOn(one, "k")) === 1);
    const behind = one.acquire("k", { waitMs: 4_000, leaseMs: 1_000 });
    await until(async () => (await waitingOn(one, "k")) === 2);
    await lock.release();
    expect(await next.answer()).toMatch(/^held/);
    next.child.kill("SIGSTOP");
    expect((await viewOf(one, "k"))?.leaseMs).toBeGreaterThan(10_000);
    await expect(behind).rejects.toMatchObject({ name: "LockTimeoutError" });
    next.child.kill("SIGCONT");
    expect(await next.ask({ do: "release" })).toBe("released");
  });
});

describe("waiters that do not answer", () => {
  it("cost one offer for all of their process, when it sleeps", async () => {
    const [one, sleeper] = [newManager(), await newProcess()];
    const lock = await one.acquire("k", TIMES);
    for (let count = 1; count <= 10; count += 1) {
      sleeper.tell({ do: "hold", keys: ["k"], leaseMs: 30_000, waitMs: 60_000 });
      await until(async () => (await waitingOn(one, "k")) === count);
    }
    sleeper.child.kill("SIGSTOP");
    // Each by itself would take longer than this waits.
    const behind = one.acquire("k", { waitMs: 8_000, leaseMs: 5_000 });
    await until(async () => (await waitingOn(one, "k")) === 11);
    await lock.release();
    const held = await behind;
    expect(await waitingOn(one, "k")).toBe(0);
    // Awake, they are all back in their places.
    sleeper.child.kill("SIGCONT");
    await until(async () => (await waitingOn(one, "k")) === 10);
    await held.release();
  });

  it("are passed at once when their process is gone, whoever listens to everything", async () => {
    const [one, dying] = [newManager(), await newProcess()];
    const spy = server.client();
    await spy.psubscribe("*");
    const lock = await one.acquire("k", TIMES);
    for (let count = 1; count <= 5; count += 1) {
      dying.tell({ do: "hold", keys: ["k"], leaseMs: 30_000, waitMs: 60_000 });
      await until(async () => (await waitingOn(one, "k")) === count);
    }
    const behind = newManager({ holder: "behind" }).acquire("k", TIMES);
    await until(async () => (await waitingOn(one, "k")) === 6);
    await dying.kill();
    await until(async () => (await redis.pubsub("CHANNELS", "lock-wake:*")).length === 2);
    await lock.release();
    // Nobody was offered it in between.
    expect(await viewOf(one, "k")).toMatchObject({ holder: "behind", waiting: 0 });
    await (await behind).release();
    spy.disconnect();
  });
});

describe("a place in line", () => {
  it("survives a lost subscription", async () => {
    const proxy = await TcpProxy.start(server.port);
    const proxied = new Redis({ port: proxy.port, lazyConnect: true });
    const [one, two] = [newManager({ holder: "one" }), newManager({ redis: proxied, holder: "two" })];
    const order: string[] = [];
    const first = await one.acquire("k", TIMES);
    const waiting = two.acquire("k", TIMES);
    await until(async () => (await waitingOn(one, "k")) === 1);
    const third = one.acquire("k", TIMES);
    await until(async () => (await waitingOn(one, "k")) === 2);
    proxy.fate = (way, text) => (way === "request" && /subscribe/i.test(text) ? "drop" : "pass");
    await redis.call("CLIENT", "KILL", "TYPE", "pubsub");
    await until(async () => (await redis.pubsub("CHANNELS", "lock-wake:one*")).length === 1);
    await first.release();
    const passing = await third;
    const last = one.acquire("k", TIMES).then(async (lock) => {
      order.push("last");
      await lock.release();
    });
    proxy.fate = () => "pass";
    await until(async () => (await waitingOn(one, "k")) === 2);
    const back = waiting.then(async (lock) => {
      order.push("back");
      await lock.release();
    });
    await passing.release();
    await Promise.all([back, last]);
    expect(order).toEqual(["back", "last"]);
    await two.close();
    proxied.disconnect();
    proxy.stop();
  });

  it("survives the loss of the queue", async () => {
    const [one, two] = [newManager(), newManager()];
    const order: string[] = [];
    const first = await one.acquire("k", TIMES);
    const turn = (name: string, owner: LockManager) =>
      owner.withLock("k", TIMES, async () => void order.push(name));
    const turns = [turn("old", two)];
    await until(async () => (await waitingOn(one, "k")) === 1);
    await redis.del("{lockstep}:queue");
    turns.push(turn("new", two));
    await until(async () => (await waitingOn(one, "k")) === 2);
    await first.release();
    await Promise.all(turns);
    expect(order).toEqual(["old", "new"]);
  });
});

describe("many keys", () => {
  it("cost a few calls each, for a poll and for a release", async () => {
    const [one, two] = [newManager(), newManager()];
    const keys = Array.from({ length: 400 }, (_, index) => `key-${index}`);
    const first = await one.acquire(keys, TIMES);
    const before = await calls();
    const waiting = two.acquire(keys, TIMES);
    await until(async () => (await redis.zcard("{lockstep}:queue")) === 400);
    const joined = await calls();
    expect(joined - before).toBeLessThan(6 * 400);
    await first.release();
    const next = await waiting;
    expect((await calls()) - joined).toBeLessThan(6 * 400);
    await next.release();
    // A waiter for all of them, of which one is held: every poll and every release of that one.
    const blocker = await one.acquire("key-0", TIMES);
    const all = two.acquire(keys, TIMES);
    await until(async () => (await redis.zcard("{lockstep}:queue")) === 400);
    const settled = await calls();
    await blocker.release();
    await (await all).release();
    expect((await calls()) - settled).toBeLessThan(2 * 6 * 400);
  });
});

describe("a server's clock", () => {
  /** Moves the end of every grant as a jump of the clock does. */
  const jump = (ms: number) =>
    redis.eval(
      `for _, id in ipairs(redis.call('HKEYS', KEYS[1])) do
         if #id > 1 and string.find(id, '\\0', 1, true) then
           local c = { cmsgpack.unpack(redis.call('HGET', KEYS[1], id)) }
           local keys, since, ends, token, ticket, lease, minToken, passes = unpack(c, 1, 8)
           redis.call('HSET', KEYS[1], id, cmsgpack.pack(keys, since, ends + ARGV[1], token, ticket, lease, minToken, passes))
         end
       end`,
      1,
      "{lockstep}:claims",
      ms,
    );

  it("that goes back leaves a dead holder no more than its lease", async () => {
    const [one, dying] = [newManager(), await newProcess()];
    await dying.ask({ do: "hold", keys: ["k"], leaseMs: 1_000, waitMs: 0 });
    await dying.kill();
    await jump(600_000);
    await (await one.acquire("k", TIMES)).release();
  });

  it("that goes forward tells a holder at once that its lease has ended", async () => {
    const [one, two] = [newManager(), newManager()];
    const lock = await one.acquire("k", { waitMs: 0, leaseMs: 600_000 });
    await jump(-700_000);
    const next = await two.acquire("k", TIMES);
    await until(() => lock.signal.aborted);
    expect(lock.isLost).toBe(true);
    await next.release();
  });
});

/** Counts how often each of those who asked was passed by somebody who asked later for one of the same keys. */
class PassCounter {
  most = 0;
  readonly #line: { readonly keys: readonly string[]; passes: number }[] = [];

  asks(keys: readonly string[]): { served(): void } {
    const asked = { keys, passes: 0 };
    this.#line.push(asked);
    return {
      served: () => {
        const ahead = this.#line.slice(0, this.#line.indexOf(asked));
        for (const one of ahead.filter((other) => other.keys.some((key) => keys.includes(key)))) {
          one.passes += 1;
          this.most = Math.max(this.most, one.passes);
        }
        this.#line.splice(ahead.length, 1);
      },
    };
  }
}

describe("passing", () => {
  it("lets nobody be passed more often than is allowed, and everybody through", async () => {
    const one = newManager({ maxPasses: 3 });
    await (await one.acquire("warm", TIMES)).release();
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const counter = new PassCounter();
    const inside = new Set<string>();
    const cart = (index: number, turn: number) => {
      const first = (index * 3 + turn * 5) % names.length;
      const second = (first + 1 + ((index * 5 + turn * turn) % (names.length - 1))) % names.length;
      return [names[first] ?? "", names[second] ?? ""];
    };
    const work = async (index: number) => {
      for (let turn = 0; turn < 30; turn += 1) {
        const keys = cart(index, turn);
        const asked = counter.asks(keys);
        const lock = await one.acquire(keys, TIMES);
        asked.served();
        expect(keys.filter((key) => inside.has(key))).toEqual([]);
        for (const key of keys) inside.add(key);
        await redis.ping();
        for (const key of keys) inside.delete(key);
        await lock.release();
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, index) => work(index)));
    expect(counter.most).toBeLessThanOrEqual(3);
    expect(counter.most).toBeGreaterThan(0);
  });

  it("is not for who tries without a wait, nor past a wait for one key", async () => {
    const one = newManager();
    const [a, b] = [await one.acquire("a", TIMES), await one.acquire("b", TIMES)];
    const order: string[] = [];
    const turn = (name: string, keys: string[]) =>
      one.withLock(keys, TIMES, async () => void order.push(name));
    const turns = [turn("both", ["a", "b"])];
    await until(async () => (await waitingOn(one, "a")) === 1);
    turns.push(turn("first", ["a"]));
    await until(async () => (await waitingOn(one, "a")) === 2);
    turns.push(turn("second", ["a"]));
    await until(async () => (await waitingOn(one, "a")) === 3);
    await a.release();
    await until(() => order.length === 2);
    expect(await one.tryAcquire("a", { leaseMs: 1_000 })).toBeNull();
    await b.release();
    await Promise.all(turns);
    expect(order).toEqual(["first", "second", "both"]);
  });
});

/** How many commands the server has run, those of scripts among them. */
async function calls(): Promise<number> {
  const stats = await redis.info("commandstats");
  return [...stats.matchAll(/cmdstat_(?!info|zcard|evalsha|eval)[\w|]+:calls=(\d+)/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}
