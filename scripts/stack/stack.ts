import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { migrateDatabase } from "#db/migrate.ts";
import { purgeExpired } from "#db/purge.ts";
import { seedAdmin } from "#db/seed/admin.ts";
import { seedDatabase } from "#db/seed/index.ts";
import { limitSessions } from "#db/session-limits.ts";
import { AppProcesses } from "#server/app-processes.ts";
import { poolSizes } from "#server/pool-sizes.ts";
import { step } from "../setup/step.mjs";
import { buildApp } from "./build.ts";
import { keptSecret, writePrivately } from "./kept-facts.ts";
import { startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import type { Service } from "./service.ts";

const HOUR_MS = 3_600_000;

/** What a stack is made of. */
export interface StackOptions {
  readonly dataDir: string;
  readonly distDir: string;
  readonly port: number;
  readonly instances: number;
  readonly dev: boolean;
  readonly admin: { readonly email: string; readonly password: string };
  readonly environment: NodeJS.ProcessEnv;
  /** Options for Node in the app processes. */
  readonly nodeOptions?: string[];
}

/** The whole shop: PostgreSQL, Redis and the app's processes, kept alive until it is stopped. */
export class Stack {
  readonly dataDir: string;
  readonly appUrl: string;
  #services: { postgres?: Service; redis?: Service } = {};
  #app: AppProcesses | undefined;
  #housekeeping: NodeJS.Timeout | undefined;

  constructor(private readonly options: StackOptions) {
    this.dataDir = resolve(options.dataDir);
    this.appUrl = `http://localhost:${options.port}`;
  }

  /** Starts the services, and brings the database up to date. Answers whether it made the first admin. */
  async startServices(): Promise<boolean> {
    mkdirSync(this.dataDir, { recursive: true });
    const { DATABASE_URL, REDIS_URL } = this.options.environment;
    const names = [DATABASE_URL ? null : "PostgreSQL", REDIS_URL ? null : "Redis"].filter(Boolean);
    const start = async () => {
      const onChange = () => this.#writeServices();
      const starting: Promise<void>[] = [];
      if (!DATABASE_URL)
        starting.push(startPostgres(this.dataDir, onChange).then((it) => this.#own("postgres", it)));
      if (!REDIS_URL) starting.push(startRedis(this.dataDir, onChange).then((it) => this.#own("redis", it)));
      // Both are waited for, so that the one that did start can be stopped when the other did not.
      const failed = (await Promise.allSettled(starting)).find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
    };
    await step(`started ${names.join(" and ")}`, start, () => (names.length > 0 ? "" : null));
    const databaseUrl = this.environment["DATABASE_URL"] ?? "";
    await step("brought the database up to date", async () => {
      await migrateDatabase(databaseUrl);
      await limitSessions(databaseUrl);
    });
    const tellSeeded = (seeded: boolean) => (seeded ? "" : null);
    await step("filled the empty shop", () => seedDatabase(databaseUrl), tellSeeded);
    const madeAdmin = await seedAdmin(databaseUrl, this.options.admin);
    this.#housekeeping = setInterval(() => this.#keepHouse(databaseUrl), HOUR_MS);
    this.#keepHouse(databaseUrl);
    return madeAdmin;
  }

  /** Builds where that is due, and starts the app. */
  async startApp(): Promise<void> {
    const { distDir, dev, instances } = this.options;
    if (!dev)
      await step(
        "built the app",
        () => buildApp(distDir, this.environment),
        (built) => (built ? "" : null),
      );
    this.#app = new AppProcesses(
      dev ? 1 : instances,
      this.environment,
      () => this.#writeServices(),
      this.options.nodeOptions,
    );
    await step("started the app", async () => this.#app?.start(this.options.port, this.appUrl));
    this.#writeServices();
  }

  /** Replaces the app's processes by new ones, each ready before an old one leaves. */
  async reload(): Promise<void> {
    await this.#app?.reload();
    this.#writeServices();
  }

  /** Drains the app, then ends what else was started. */
  async stop(): Promise<void> {
    clearInterval(this.#housekeeping);
    await this.#app?.stop();
    await Promise.all([this.#services.redis?.stop(), this.#services.postgres?.stop()]);
  }

  /** What every process of the shop gets as its environment. */
  get environment(): NodeJS.ProcessEnv {
    const { environment, port, dev, distDir, instances } = this.options;
    const { postgres, redis } = this.#services;
    const { reads, writes } = poolSizes(dev ? 1 : instances);
    return {
      DB_READ_CONNECTIONS: String(reads),
      DB_WRITE_CONNECTIONS: String(writes),
      ...environment,
      NODE_ENV: dev ? "development" : "production",
      NEXT_DIST_DIR: distDir,
      NEXT_TELEMETRY_DISABLED: "1",
      LOCKSTEP_DEV: dev ? "1" : "0",
      PORT: String(port),
      DATA_DIR: this.dataDir,
      APP_URL: this.appUrl,
      DATABASE_URL: environment["DATABASE_URL"] || (postgres?.url ?? ""),
      REDIS_URL: environment["REDIS_URL"] || (redis?.url ?? ""),
      AUTH_SECRET: environment["AUTH_SECRET"] || keptSecret(this.dataDir, "auth-secret"),
      EMBEDDED_SERVICES: postgres ? "1" : "0",
    };
  }

  #own(name: "postgres" | "redis", service: Service): void {
    this.#services = { ...this.#services, [name]: service };
  }

  #keepHouse(databaseUrl: string): void {
    purgeExpired(databaseUrl).catch((error: unknown) => {
      process.stderr.write(`  could not purge what has expired: ${String(error)}\n`);
    });
  }

  #writeServices(): void {
    const { postgres, redis } = this.#services;
    const pid = (service: Service | undefined) => service?.pid();
    const facts = {
      appUrl: this.appUrl,
      databaseUrl: this.environment["DATABASE_URL"],
      redisUrl: this.environment["REDIS_URL"],
      pids: { postgres: pid(postgres), redis: pid(redis), app: this.#app?.pids ?? [] },
    };
    writePrivately(join(this.dataDir, "services.json"), `${JSON.stringify(facts, null, 2)}\n`);
  }
}
