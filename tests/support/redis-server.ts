import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";

/** A Redis server of a test's own, to be killed, paused and emptied as the test likes. */
export class RedisServer {
  #child: ChildProcess | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), "lockstep-redis-"));

  private constructor(
    readonly port: number,
    private readonly options: readonly string[],
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {}

  /** The same with an environment of its own, as a clock that can be set. */
  static async startWith(environment: Readonly<Record<string, string>>): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), [], environment);
    await server.launch();
    return server;
  }

  /** Starts a server with options of `redis-server` beside those of every test's. */
  static async start(...options: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    await server.launch();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** A client that reconnects fast; the caller disconnects it. */
  client(): Redis {
    const client = new Redis({ port: this.port, retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on("error", () => {});
    return client;
  }

  /** Starts the server, empty, on its port, and waits until it answers. */
  async launch(): Promise<void> {
    const place = ["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.#folder];
    const options = [...place, "--save", "", "--appendonly", "no", ...this.options];
    this.#child = spawn("redis-server", options, {
      stdio: "ignore",
      env: { ...process.env, ...this.environment },
    });
    const client = this.client();
    await client.ping();
    client.disconnect();
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
    rmSync(join(this.#folder, "nodes.conf"), { force: true });
  }

  pause(): void {
    this.#child?.kill("SIGSTOP");
  }

  resume(): void {
    this.#child?.kill("SIGCONT");
  }
}

/** A port of this machine that nobody listens on; also 10,000 above it, for the bus of a Cluster. */
export async function freePort(): Promise<number> {
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
