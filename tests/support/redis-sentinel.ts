import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { freePort, RedisServer } from "./redis-server.ts";

/** A master, its replica, and a sentinel that puts one in the other's place, of a test's own. */
export class RedisSentinel {
  private constructor(
    readonly master: RedisServer,
    readonly replica: RedisServer,
    private readonly sentinel: ChildProcess,
    private readonly port: number,
  ) {}

  static async start(): Promise<RedisSentinel> {
    const master = await RedisServer.start();
    const replica = await RedisServer.start(
      "--replicaof",
      `127.0.0.1 ${master.port}`,
      "--repl-diskless-sync-delay",
      "0",
    );
    const port = await freePort();
    const file = join(mkdtempSync(join(tmpdir(), "lockstep-sentinel-")), "sentinel.conf");
    const lines = [
      `port ${port}`,
      "bind 127.0.0.1",
      `sentinel monitor shop 127.0.0.1 ${master.port} 1`,
      "sentinel down-after-milliseconds shop 400",
      "sentinel failover-timeout shop 2000",
    ];
    writeFileSync(file, `${lines.join("\n")}\n`);
    const child = spawn("redis-server", [file, "--sentinel"], { stdio: "ignore" });
    const started = new RedisSentinel(master, replica, child, port);
    await started.#knowsReplica();
    return started;
  }

  /** What the shop is told of it. */
  get settings(): { REDIS_SENTINELS: string } {
    return { REDIS_SENTINELS: `127.0.0.1:${this.port}/shop` };
  }

  /** A client that asks the sentinel who is master; the caller disconnects it. */
  client(): Redis {
    const client = new Redis({
      sentinels: [{ host: "127.0.0.1", port: this.port }],
      name: "shop",
      sentinelRetryStrategy: () => 50,
      retryStrategy: () => 50,
      maxRetriesPerRequest: null,
    });
    client.on("error", () => {});
    return client;
  }

  async kill(): Promise<void> {
    const gone = once(this.sentinel, "exit");
    this.sentinel.kill("SIGKILL");
    await gone;
    await Promise.all([this.master.kill(), this.replica.kill()]);
  }

  async #knowsReplica(): Promise<void> {
    const asked = new Redis({ port: this.port, retryStrategy: () => 20, maxRetriesPerRequest: null });
    asked.on("error", () => {});
    const isReady = async () => {
      const replicas = await asked.call("SENTINEL", "REPLICAS", "shop");
      return /master-link-status,ok/.test(String(replicas));
    };
    while (!(await isReady())) await pause(50);
    asked.disconnect();
  }
}
