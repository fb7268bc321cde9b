import { mkdirSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Redis } from "ioredis";
import { RedisServer, until } from "#tests/support/redis-server.ts";
import { type Fault, LASTS_MS, lasting } from "./fault.ts";
import type { FaultyShop } from "./faulty-shop.ts";

async function asked(server: RedisServer, ask: (redis: Redis) => Promise<unknown>): Promise<void> {
  const redis = server.client();
  await ask(redis);
  redis.disconnect();
}

/** Asks as a user of our own, who may do all whatever becomes of the shop's. */
const asOperator = (server: RedisServer, ask: (redis: Redis) => Promise<unknown>): Promise<void> =>
  asked(server, async (redis) => {
    await redis.call("ACL", "SETUSER", "operator", "on", "nopass", "~*", "&*", "+@all");
    await redis.call("AUTH", "operator", "any");
    await ask(redis);
  });

/** Does it again and again, with a pause by chance, as long as a fault lasts. */
async function again(random: () => number, work: () => unknown): Promise<void> {
  const end = performance.now() + LASTS_MS;
  while (performance.now() < end) {
    await work();
    await pause(random() * 400);
  }
}

/** A replica that has everything. */
async function replicaOf(master: RedisServer): Promise<RedisServer> {
  const options = ["--replicaof", `127.0.0.1 ${master.port}`, "--repl-diskless-sync-delay", "0"];
  const replica = await RedisServer.start(...options);
  const client = replica.client();
  await until(async () => (await client.info("replication")).includes("master_link_status:up"));
  client.disconnect();
  return replica;
}

/** Has all machines use the Redis of this port, as a sentinel does. */
function lead(machines: readonly FaultyShop[], port: number): void {
  for (const { redis } of machines) {
    redis.target = port;
    redis.cutAll();
  }
}

/** The faults of Redis, and of the way to it. Selling goes on in each. */
export const REDIS_FAULTS: readonly Fault[] = [
  {
    name: "Redis is killed, and comes back empty",
    isShort: true,
    sellsMeanwhile: true,
    begin: async ({ redis }) => {
      await redis.kill();
      await lasting();
      await redis.launch();
    },
  },
  {
    name: "Redis fails over to a replica that lacks the last writes, and back",
    isShort: true,
    sellsMeanwhile: true,
    begin: async ({ machines, redis }) => {
      const replica = await replicaOf(redis);
      await asked(replica, (client) => client.replicaof("NO", "ONE"));
      // What is written from here on is lost with the master.
      await pause(400);
      await redis.kill();
      lead(machines, replica.port);
      await lasting();
      await redis.launch();
      lead(machines, redis.port);
      await replica.kill();
    },
  },
  {
    name: "Redis is frozen, and goes on",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ redis }) => {
      redis.pause();
      await lasting();
      redis.resume();
    },
  },
  {
    name: "Redis is a replica, which can't be written",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ redis }) => {
      await asked(redis, (client) => client.replicaof("127.0.0.1", 1));
      await lasting();
      await asked(redis, (client) => client.replicaof("NO", "ONE"));
    },
  },
  {
    name: "Redis is out of memory",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ redis }) => {
      await asked(redis, (client) => client.config("SET", "maxmemory", "1"));
      await lasting();
      await asked(redis, (client) => client.config("SET", "maxmemory", "0"));
    },
  },
  {
    name: "Redis forgets everything, again and again",
    isShort: false,
    sellsMeanwhile: true,
    begin: ({ redis }, random) => again(random, () => asked(redis, (client) => client.flushall())),
  },
  {
    name: "Redis forgets its scripts, again and again",
    isShort: false,
    sellsMeanwhile: true,
    begin: ({ redis }, random) => again(random, () => asked(redis, (client) => client.script("FLUSH"))),
  },
  {
    name: "Redis takes no more clients, and ends those that it has",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ redis }) => {
      const client = redis.client();
      await client.config("SET", "maxclients", "1");
      await client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      await lasting();
      await client.config("SET", "maxclients", "10000");
      client.disconnect();
    },
  },
  {
    name: "Redis' clock jumps an hour back",
    isShort: false,
    sellsMeanwhile: true,
    needsClocks: true,
    begin: async ({ clocks }) => {
      clocks?.redis.jump(-3_600);
      await lasting();
      clocks?.redis.jump(0);
      await lasting(1_500);
    },
  },
  {
    name: "Redis' clock jumps an hour ahead, and back",
    isShort: false,
    sellsMeanwhile: true,
    needsClocks: true,
    begin: async ({ clocks }) => {
      clocks?.redis.jump(3_600);
      await lasting();
      clocks?.redis.jump(0);
      await lasting(1_500);
    },
  },
  {
    name: "one machine's connections to Redis are cut, again and again",
    isShort: false,
    sellsMeanwhile: true,
    begin: ({ machine }, random) => again(random, () => machine.redis.cutAll()),
  },
  {
    // What the silent one holds is its own to the end of the lease, for the other too: only then it sells there.
    name: "one machine hears nothing from Redis, and the other does",
    isShort: true,
    begin: async ({ machine }) => {
      machine.redis.silence();
      machine.redis.fate = () => "mute";
      await lasting();
    },
  },
  {
    name: "one machine hears nothing from Redis for long, and the other does",
    isShort: false,
    sellsMeanwhile: true,
    otherSellsAfterMs: 12_000,
    begin: async ({ machine }) => {
      machine.redis.silence();
      machine.redis.fate = () => "mute";
      await lasting(15_000);
    },
  },
  {
    name: "Redis takes connections and says nothing on them",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ machines }) => {
      for (const { redis } of machines) {
        redis.fate = () => "mute";
        redis.cutAll();
      }
      await lasting();
      for (const machine of machines) machine.redis.heal();
    },
  },
  {
    name: "Redis forbids its user everything",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ redis }) => {
      await asOperator(redis, async (client) => {
        await client.call("ACL", "SETUSER", "default", "-@all");
        await lasting();
        await client.call("ACL", "SETUSER", "default", "+@all");
      });
    },
  },
  {
    name: "Redis asks for another password, and ends those that it has",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ redis }) => {
      await asOperator(redis, async (client) => {
        await client.call("CONFIG", "SET", "requirepass", "another");
        await client.call("CLIENT", "KILL", "USER", "default");
        await lasting();
        await client.call("CONFIG", "SET", "requirepass", "");
      });
    },
  },
  {
    name: "Redis can't save to its disk, and takes no writes",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ redis }) => {
      await asked(redis, async (client) => {
        await client.config("SET", "stop-writes-on-bgsave-error", "yes");
        await client.config("SET", "save", "1 1");
        // Without its folder every save fails, and with the first one begins MISCONF. It has none that lost it before.
        const [, folder = ""] = (await client.config("GET", "dir")) as string[];
        if (folder) rmSync(folder, { recursive: true });
        try {
          // It may be saving by itself at this moment, which fails as well.
          await client.bgsave().catch(() => {});
          await until(async () => (await client.info("persistence")).includes("last_bgsave_status:err"));
        } finally {
          if (folder) mkdirSync(folder);
        }
      });
      await lasting();
      await asked(redis, async (client) => {
        await client.config("SET", "save", "");
        await client.config("SET", "stop-writes-on-bgsave-error", "no");
      });
    },
  },
  {
    name: "Redis runs a script that takes long",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ redis }) => {
      const [client, other] = [redis.client(), redis.client()];
      await client.config("SET", "lua-time-limit", "100");
      // A connection of its own, made before: nothing but SCRIPT KILL is answered then, not even a greeting.
      await other.ping();
      const runs = client.eval("while true do end", 0).catch(() => {});
      await lasting();
      await other.script("KILL");
      await runs;
      for (const one of [client, other]) one.disconnect();
    },
  },
  {
    name: "Redis wants more replicas than it has",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ redis }) => {
      await asked(redis, (client) => client.config("SET", "min-replicas-to-write", "1"));
      await lasting();
      await asked(redis, (client) => client.config("SET", "min-replicas-to-write", "0"));
    },
  },
  {
    name: "one machine is refused by Redis, and the other is not",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ machine }) => {
      machine.redis.refuses = true;
      machine.redis.cutAll();
      await lasting();
    },
  },
  {
    name: "connections to Redis fall silent, one after the other",
    isShort: false,
    begin: async ({ machine }, random) => {
      machine.redis.fate = (way) => (way === "reply" && random() < 0.02 ? "mute" : "pass");
      await lasting();
    },
  },
  {
    name: "Redis' answers are cut in their middle",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ machine }, random) => {
      machine.redis.fate = (way) => (way === "reply" && random() < 0.02 ? "cut" : "pass");
      await lasting();
    },
  },
  {
    name: "the way to Redis is slow",
    isShort: false,
    sellsMeanwhile: true,
    begin: async ({ machine }) => {
      machine.redis.fate = () => "hold";
      const slow = setInterval(() => machine.redis.letGo(), 40);
      await lasting();
      clearInterval(slow);
    },
  },
];
