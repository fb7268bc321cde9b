import { randomUUID } from "node:crypto";
import { Redlock as SesameRedlock } from "@sesamecare-oss/redlock";
import { Redis } from "ioredis";
import { createClient } from "redis";
import { Mutex } from "redis-semaphore";
import Redlock4 from "redlock-4";
import Redlock5 from "redlock-5";
import { lock as simpleLock } from "simple-redis-mutex";
import type * as Lockstep from "#lib/lock/index.ts";
import { runScript } from "#lib/lock/run-script.ts";

type Release = () => Promise<unknown>;

/** A lock as its own documentation sets it up, waiting as long as the run lasts. */
export interface Peer {
  acquire(keys: readonly string[], leaseMs: number): Promise<Release>;
  close(): Promise<unknown>;
  /** The Redis key that tells how long a lock of `key` still runs; ours is asked by `inspect`. */
  leaseLeft(key: string): Promise<number>;
}

type MakePeer = (port: number) => Promise<Peer>;

const FOR_EVER = 1_000_000_000;
const WAIT_MS = 600_000;

const connect = (port: number) => new Redis({ port, maxRetriesPerRequest: null });

/** Takes one key after the other, in order, for a lock that knows only single keys. */
async function oneByOne(keys: readonly string[], take: (key: string) => Promise<Release>): Promise<Release> {
  const taken: Release[] = [];
  for (const key of keys) taken.push(await take(key));
  return async () => {
    for (const release of taken.reverse()) await release();
  };
}

/** Ours as the package that others install, for theirs are built as well: tsx names each function when it is made. */
const BUILT = new URL("../../../lib/lock/dist/index.js", import.meta.url).href;

const lockstep: MakePeer = async (port) => {
  const { createLockManager }: typeof Lockstep = await import(BUILT);
  const redis = connect(port);
  const locks = createLockManager({ redis });
  return {
    acquire: async (keys, leaseMs) => {
      const lock = await locks.acquire(keys, { waitMs: WAIT_MS, leaseMs });
      return () => lock.release();
    },
    close: async () => {
      await locks.close();
      redis.disconnect();
    },
    leaseLeft: async (key) => (await locks.inspect()).find((view) => view.key === key)?.leaseMs ?? 0,
  };
};

const redlock5 =
  (settings: { retryDelay?: number; retryJitter?: number }): MakePeer =>
  async (port) => {
    const redis = connect(port);
    const redlock = new Redlock5([redis], { retryCount: -1, ...settings });
    return {
      acquire: async (keys, leaseMs) => {
        const lock = await redlock.acquire([...keys], leaseMs);
        return () => lock.release();
      },
      close: async () => redis.disconnect(),
      leaseLeft: (key) => redis.pttl(key),
    };
  };

const redlock4: MakePeer = async (port) => {
  const redis = connect(port);
  const redlock = new Redlock4([redis], { retryCount: FOR_EVER });
  return {
    acquire: async (keys, leaseMs) => {
      const lock = await redlock.lock([...keys], leaseMs);
      return () => lock.unlock();
    },
    close: async () => redis.disconnect(),
    leaseLeft: (key) => redis.pttl(key),
  };
};

const sesame: MakePeer = async (port) => {
  const redis = connect(port);
  const redlock = new SesameRedlock([redis], { retryCount: FOR_EVER });
  return {
    acquire: async (keys, leaseMs) => {
      const lock = await redlock.acquire([...keys], leaseMs);
      return () => lock.release();
    },
    close: async () => redis.disconnect(),
    leaseLeft: (key) => redis.pttl(key),
  };
};

const semaphore: MakePeer = async (port) => {
  const redis = connect(port);
  return {
    acquire: (keys, leaseMs) =>
      oneByOne(keys, async (key) => {
        const mutex = new Mutex(redis, key, { lockTimeout: leaseMs, acquireTimeout: WAIT_MS });
        await mutex.acquire();
        return () => mutex.release();
      }),
    close: async () => redis.disconnect(),
    leaseLeft: (key) => redis.pttl(`mutex:${key}`),
  };
};

const simple: MakePeer = async (port) => {
  const redis = await createClient({ socket: { port } }).connect();
  return {
    acquire: (keys, leaseMs) =>
      oneByOne(keys, (key) => simpleLock(redis, key, { timeout: leaseMs, failAfter: WAIT_MS })),
    close: () => redis.close(),
    leaseLeft: async (key) => Number(await redis.pTTL(`@simple-redis-mutex:lock-${key}`)),
  };
};

const RELEASE_OWN = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** The least that a lock can be: SET NX PX and a script that deletes what is its own. It can't wait. */
const floor: MakePeer = async (port) => {
  const redis = connect(port);
  return {
    acquire: (keys, leaseMs) =>
      oneByOne(keys, async (key) => {
        const value = randomUUID();
        if ((await redis.set(key, value, "PX", leaseMs, "NX")) === null)
          throw new Error("the floor can't wait");
        return () => runScript(redis, RELEASE_OWN, [key], [value]);
      }),
    close: async () => redis.disconnect(),
    leaseLeft: (key) => redis.pttl(key),
  };
};

/** Who takes part, by name. */
export const PEERS = {
  lockstep,
  "redlock 5": redlock5({}),
  "redlock 5, 10 ms": redlock5({ retryDelay: 10, retryJitter: 5 }),
  "redlock 5, 5 ms": redlock5({ retryDelay: 5, retryJitter: 2 }),
  "redlock 4": redlock4,
  "sesamecare redlock": sesame,
  "redis-semaphore": semaphore,
  "simple-redis-mutex": simple,
  floor,
} as const satisfies Record<string, MakePeer>;

/** The name of one who takes part. */
export type PeerName = keyof typeof PEERS;
