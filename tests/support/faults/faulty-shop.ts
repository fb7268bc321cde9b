import { AppProcesses } from "#server/app-processes.ts";
import { shop } from "#tests/support/environment.ts";
import { freePort } from "#tests/support/redis-server.ts";
import { PostgresProxy } from "./postgres-proxy.ts";

/** One machine of the shop: app processes whose PostgreSQL is behind a proxy of their own. */
export class FaultyShop {
  private constructor(
    readonly app: AppProcesses,
    readonly url: string,
    readonly postgres: PostgresProxy,
  ) {}

  static async start(processes: number): Promise<FaultyShop> {
    const [port, postgres] = await Promise.all([freePort(), PostgresProxy.start(shop.DATABASE_URL)]);
    const url = `http://localhost:${port}`;
    const environment = {
      ...process.env,
      NODE_ENV: "production" as const,
      PORT: String(port),
      APP_URL: url,
      DATABASE_URL: postgres.url,
      LOG_LEVEL: "silent",
    };
    const app = new AppProcesses(processes, environment, () => {});
    await app.start(port, url);
    return new FaultyShop(app, url, postgres);
  }

  /** A process of this machine, by a number from 0 to 1. */
  somePid(choice: number): number {
    const { pids } = this.app;
    const pid = pids[Math.floor(choice * pids.length)];
    if (pid === undefined) throw new Error("no process is up");
    return pid;
  }

  async stop(): Promise<void> {
    this.postgres.heal();
    await this.app.stop();
    this.postgres.stop();
  }
}
