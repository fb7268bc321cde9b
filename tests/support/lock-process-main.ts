import { Cluster, Redis } from "ioredis";
import { createLockManager, type Lock } from "../../lib/lock/index.ts";
import type { LockCommand } from "./lock-process.ts";

const [, , port = "", kind] = process.argv;
const node = { host: "127.0.0.1", port: Number(port) };
const redis = kind === "cluster" ? new Cluster([node]) : new Redis(node);
const locks = createLockManager({ redis, holder: `test:${process.pid}` });
let held: Lock | undefined;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Adds 1 to a number in two steps, as careless code does: two at once lose an addition. */
async function addCarelessly(key: string): Promise<void> {
  const before = Number(await redis.get(key));
  await redis.set(key, before + 1);
}

async function obey(command: LockCommand): Promise<string> {
  switch (command.do) {
    case "hold": {
      held = await locks.acquire(command.keys, command);
      held.signal.addEventListener("abort", () => say("lost"));
      return `held ${held.token}`;
    }
    case "release": {
      await held?.release();
      return "released";
    }
    case "count": {
      const { key, times, locked } = command;
      const turns = Array.from({ length: times }, () =>
        locked
          ? locks.withLock(`lock:${key}`, { waitMs: 30_000, leaseMs: 5_000 }, () => addCarelessly(key))
          : addCarelessly(key),
      );
      await Promise.all(turns);
      return "counted";
    }
  }
}

process.on("message", (command: LockCommand) => {
  obey(command).then(say, (error: unknown) =>
    say(`failed ${error instanceof Error ? error.name : String(error)}`),
  );
});
say("ready");
