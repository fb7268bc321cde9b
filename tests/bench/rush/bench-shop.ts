import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { AppProcesses } from "#server/app-processes.ts";
import { freePort } from "#server/processes.ts";
import { Stack } from "../../../scripts/stack/stack.ts";
import { cpuOf } from "../process-cpu.ts";
import { Services } from "./services.ts";

/** The same shop again behind a port of its own, with other app processes on the same services. */
export interface Variant {
  readonly url: string;
  /** CPU milliseconds of its app processes so far. */
  cpu(): number;
}

/** A shop of the benchmark's own, empty of orders, and the variants of it that show what each part brings. */
export class BenchShop {
  private constructor(
    readonly url: string,
    readonly sql: Sql,
    readonly services: Services,
    private readonly stack: Stack,
    private readonly variants: AppProcesses[] = [],
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
    const sql = postgres(stack.environment["DATABASE_URL"] ?? "", { max: 10, onnotice: () => {} });
    return new BenchShop(stack.appUrl, sql, new Services(dataDir, sql), stack);
  }

  /** Starts other app processes on the same database and Redis, with settings of their own. */
  async variant(processes: number, settings: Record<string, string>): Promise<Variant> {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const environment = { ...this.stack.environment, PORT: String(port), APP_URL: url, ...settings };
    const app = new AppProcesses(processes, environment, () => {});
    await app.start(port, url);
    this.variants.push(app);
    return { url, cpu: () => app.pids.reduce((sum, pid) => sum + cpuOf(pid), 0) };
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
    await Promise.all(this.variants.map((app) => app.stop()));
    await this.stack.stop();
  }
}
