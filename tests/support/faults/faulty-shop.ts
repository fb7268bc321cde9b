import { AppProcesses } from "#server/app-processes.ts";
import { shop } from "#tests/support/environment.ts";
import { freePort } from "#tests/support/redis-server.ts";
import { TcpProxy } from "#tests/support/tcp-proxy.ts";
import { PostgresProxy } from "./postgres-proxy.ts";

interface Settings {
  /** The port of its Redis; the running shop's where none is named. */
  readonly redisPort?: number;
  readonly databaseUrl?: string;
  /** For its processes, beside what all have. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** One machine of the shop: app processes whose PostgreSQL and Redis are behind proxies of their own. */
export class FaultyShop {
  private constructor(
    readonly app: AppProcesses,
    readonly url: string,
    readonly postgres: PostgresProxy,
    readonly redis: TcpProxy,
  ) {}

  static async start(
    processes: number,
    { redisPort, databaseUrl = shop.DATABASE_URL, environment = {} }: Settings = {},
  ): Promise<FaultyShop> {
    const redisUrl = new URL(redisPort === undefined ? shop.REDIS_URL : `redis://127.0.0.1:${redisPort}`);
    const [port, postgres, redis] = await Promise.all([
      freePort(),
      PostgresProxy.start(databaseUrl),
      TcpProxy.start(Number(redisUrl.port)),
    ]);
    redisUrl.hostname = "127.0.0.1";
    redisUrl.port = String(redis.port);
    const url = `http://localhost:${port}`;
    const own = {
      NODE_ENV: "production" as const,
      PORT: String(port),
      APP_URL: url,
      DATABASE_URL: postgres.url,
      REDIS_URL: redisUrl.href,
      LOG_LEVEL: "silent",
    };
    const app = new AppProcesses(processes, { ...process.env, ...own, ...environment }, () => {});
    await app.start(port, url);
    return new FaultyShop(app, url, postgres, redis);
  }

  /** A process of this machine, by a number from 0 to 1. */
  somePid(choice: number): number {
    const { pids } = this.app;
    const pid = pids[Math.floor(choice * pids.length)];
    if (pid === undefined) throw new Error("no process is up");
    return pid;
  }

  /** Ends every fault of the ways to PostgreSQL and to Redis. */
  heal(): void {
    this.postgres.heal();
    this.redis.heal();
  }

  async stop(): Promise<void> {
    this.heal();
    await this.app.stop();
    this.postgres.stop();
    this.redis.stop();
  }
}
