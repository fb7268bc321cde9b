import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { AppProcesses } from "#server/app-processes.ts";
import { freePort } from "#server/processes.ts";
import { Stack } from "../../../scripts/stack/stack.ts";
import { Services } from "./services.ts";

/** A shop of the benchmark's own: empty of orders, one app process that groups and one that does not. */
export class BenchShop {
  private constructor(
    readonly url: string,
    /** The same shop through an app process whose turns do one job each. */
    readonly singleUrl: string,
    readonly sql: Sql,
    readonly services: Services,
    private readonly stack: Stack,
    private readonly single: AppProcesses,
  ) {}

  static async open(): Promise<BenchShop> {
    const dataDir = resolve(".data-bench");
    rmSync(dataDir, { recursive: true, force: true });
    const environment: NodeJS.ProcessEnv = {
      ...process.env,
      RATE_LIMIT: "off",
      ALLOW_LOAD_TOOLS: "1",
      LOG_LEVEL: "error",
    };
    delete environment["DATABASE_URL"];
    delete environment["REDIS_URL"];
    const admin = { email: "admin@lockstep.bench", password: randomBytes(12).toString("hex") };
    const port = await freePort();
    const stack = new Stack({
      dataDir,
      distDir: ".next",
      port,
      instances: 1,
      dev: false,
      admin,
      environment,
    });
    await stack.startServices();
    await stack.startApp();
    // This process runs the services' code too, on the same database and Redis.
    Object.assign(process.env, stack.environment);
    const singlePort = await freePort();
    const singleUrl = `http://localhost:${singlePort}`;
    const settings = { PORT: String(singlePort), APP_URL: singleUrl, TURN_JOBS: "1" };
    const single = new AppProcesses(1, { ...stack.environment, ...settings }, () => {});
    await single.start(singlePort, singleUrl);
    const sql = postgres(stack.environment["DATABASE_URL"] ?? "", { max: 10, onnotice: () => {} });
    return new BenchShop(stack.appUrl, singleUrl, sql, new Services(dataDir, sql), stack, single);
  }

  /** Puts products on the shelf, and answers their ids. */
  async products(count: number, stock: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => `bench-${randomBytes(9).toString("hex")}`);
    await this.sql`
      insert into products (id, slug, name, description, category, price)
      select id, id, 'Bench', 'Made by the benchmark.', 'bench', 1 from unnest(${ids}::text[]) as id`;
    await this
      .sql`insert into product_stock (product_id, quantity) select id, ${stock} from unnest(${ids}::text[]) as id`;
    await this.sql`
      insert into stock_movements (product_id, kind, delta, reason)
      select id, 'initial', ${stock}, 'bench' from unnest(${ids}::text[]) as id`;
    return ids;
  }

  /** Opens a coupon, and answers its id. */
  async coupon(quantity: number): Promise<string> {
    const id = `bench-${randomBytes(9).toString("hex")}`;
    await this.sql`
      insert into coupons (id, name, discount_type, discount_value, min_order, starts_at, ends_at)
      values (${id}, 'Bench', 'fixed', 1, 0, now() - interval '1 hour', now() + interval '1 day')`;
    await this.sql`insert into coupon_stock (coupon_id, quantity) values (${id}, ${quantity})`;
    return id;
  }

  /** Has PostgreSQL count what it runs, in `pg_stat_statements`; it is started anew for that. */
  async countStatements(): Promise<void> {
    await this.sql`alter system set shared_preload_libraries = 'pg_stat_statements'`;
    // The supervisor starts what ends.
    process.kill(this.services.postgresPid, "SIGINT");
    const made = () =>
      this.sql`create extension if not exists pg_stat_statements`.then(
        () => true,
        () => false,
      );
    while (!(await made())) await pause(100);
  }

  async close(): Promise<void> {
    await this.sql.end();
    await this.single.stop();
    await this.stack.stop();
  }
}
