import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";

/** A Redis server of a test's own, to be killed, paused and emptied as the test likes. */
export class RedisServer {
  #child: ChildProcess | undefined;

  private constructor(readonly port: number) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.launch();
    return server;
  }

  /** A client that reconnects fast; the caller disconnects it. */
  client(): Redis {
    const client = new Redis({ port: this.port, retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on("error", () => {});
    return client;
  }

  /** Starts the server, empty, on its port, and waits until it answers. */
  async launch(): Promise<void> {
    const options = ["--port", String(this.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    this.#child = spawn("redis-server", options, { stdio: "ignore" });
    const client = this.client();
    await client.ping();
    client.disconnect();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  pause(): void {
    this.#child?.kill("SIGSTOP");
  }

  resume(): void {
    this.#child?.kill("SIGCONT");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Waits until `holds` answers true; the test fails by its own time limit when it never does. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) await pause(5);
}

/** What is left of the locks of a namespace: nothing but the last token, when nobody holds or waits. */
export async function leftovers(redis: Redis, namespace = "lockstep"): Promise<string[]> {
  const fields = await redis.hkeys(`{${namespace}}:claims`);
  const others = (await redis.keys(`{${namespace}}:*`)).filter((key) => !key.endsWith(":claims"));
  return [...fields.filter((field) => field !== "\0"), ...others];
}
