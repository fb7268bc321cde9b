import postgres from "postgres";
import type { AppProcesses } from "#server/app-processes.ts";
import { shop } from "./environment.ts";
import { PostgresProxy } from "./faults/postgres-proxy.ts";
import { newDatabase, type OwnDatabase } from "./own-database.ts";
import { startProcesses } from "./own-processes.ts";
import { newShoppers, type Shopper } from "./people.ts";
import { RedisServer } from "./redis-server.ts";

/** One of the things that keep a race right, and how the shop is without it. */
export interface Guard {
  readonly name: string;
  /** Parts of the shop's statements, and what stands there instead. */
  readonly statements?: readonly (readonly [part: RegExp, instead: string])[];
  /** Constraints of the database, as table and name. */
  readonly constraints?: readonly (readonly [table: string, name: string])[];
}

/** The lock itself: two machines that ask different servers of Redis never meet on it. */
export const LOCK: Guard = { name: "the lock" };

/** Every message of the database takes so long: whoever acts at the same time has read before anybody writes. */
const DELAY_MS = 50;

/**
 * The shop on two machines with a database of its own, whose guards can be taken away one by one: from the SQL that
 * it sends, from the database's constraints, and by giving each machine a Redis of its own.
 */
export class CarelessShop {
  private constructor(
    private readonly own: OwnDatabase,
    readonly database: postgres.Sql,
    private readonly proxy: PostgresProxy,
    private readonly servers: readonly RedisServer[],
    private readonly machines: readonly { readonly app: AppProcesses; readonly url: string }[],
    private readonly apart: { readonly app: AppProcesses; readonly url: string },
  ) {}

  static async start(): Promise<CarelessShop> {
    const own = await newDatabase(shop.DATABASE_URL);
    const [proxy, ...servers] = await Promise.all([
      PostgresProxy.start(own.url),
      RedisServer.start(),
      RedisServer.start(),
    ]);
    const machine = (server: RedisServer) =>
      startProcesses(1, {
        DATABASE_URL: proxy.url,
        REDIS_URL: server.url,
        LOG_LEVEL: "silent",
      });
    const [near, far, apart] = await Promise.all([
      machine(servers[0]),
      machine(servers[0]),
      machine(servers[1]),
    ]);
    const database = postgres(own.url, { max: 4, onnotice: () => {} });
    return new CarelessShop(own, database, proxy, servers, [near, far], apart);
  }

  /** Takes guards away; those of `all` that are not among them are there again. Answers the two machines' addresses. */
  async without(guards: readonly Guard[], all: readonly Guard[]): Promise<readonly string[]> {
    const parts = guards.flatMap(({ statements = [] }) => statements);
    for (const { constraints = [] } of all)
      for (const [table, name] of constraints) await this.#restore(table, name);
    for (const { constraints = [] } of guards)
      for (const [table, name] of constraints)
        await this.database`alter table ${this.database(table)} drop constraint ${this.database(name)}`;
    this.proxy.rewrite = (sql) => parts.reduce((text, [part, instead]) => text.replace(part, instead), sql);
    // Statements are prepared once a connection.
    this.proxy.cutAll();
    const machines = guards.includes(LOCK) ? [this.machines[0], this.apart] : this.machines;
    const urls = machines.flatMap((machine) => machine?.url ?? []);
    this.proxy.delayMs = 0;
    for (const url of urls)
      while ((await fetch(new URL("/api/health/ready", url)).catch(() => null))?.status !== 200);
    this.proxy.delayMs = DELAY_MS;
    return urls;
  }

  readonly #definitions = new Map<string, string>();

  async #restore(table: string, name: string): Promise<void> {
    const [found] = await this.database<{ definition: string }[]>`
      select pg_get_constraintdef(oid) as definition from pg_constraint where conname = ${name}`;
    if (found) this.#definitions.set(name, found.definition);
    else
      await this.database.unsafe(
        `alter table ${table} add constraint ${name} ${this.#definitions.get(name) ?? ""}`,
      );
  }

  /** New shoppers, whom this shop's database knows too. */
  async shoppers(count: number, balance: number): Promise<Shopper[]> {
    const made = await newShoppers(count, balance);
    const ids = made.map(({ id }) => id);
    const from = postgres(shop.DATABASE_URL, { max: 1 });
    for (const [table, column] of [
      ["users", "id"],
      ["sessions", "user_id"],
      ["wallets", "user_id"],
      ["point_ledger", "user_id"],
    ] as const) {
      const columns = await from<
        { name: string }[]
      >`select column_name as name from information_schema.columns
        where table_name = ${table} and is_generated = 'NEVER'`;
      const rows = await from`select ${from(columns.map(({ name }) => name))} from ${from(table)}
        where ${from(column)} = any(${ids})`;
      if (rows.length > 0) await this.database`insert into ${this.database(table)} ${this.database(rows)}`;
    }
    await from.end();
    return made;
  }

  async stop(): Promise<void> {
    this.proxy.heal();
    await Promise.all([...this.machines, this.apart].map(({ app }) => app.stop()));
    await Promise.all(this.servers.map((server) => server.kill()));
    await this.database.end();
    this.proxy.stop();
    await this.own.drop();
  }
}
