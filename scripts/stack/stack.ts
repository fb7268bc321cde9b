import { resolve } from "node:path";
import { AppProcesses } from "#server/app-processes.ts";
import { step } from "../setup/step.mjs";
import { appEnvironment } from "./app-environment.ts";
import { buildApp } from "./build.ts";
import { keepHouse } from "./keep-house.ts";
import { keptSecret, makeDataDir } from "./kept-facts.ts";
import { migrateShop } from "./migrate.ts";
import { startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import { seedShop } from "./seed.ts";
import type { Service } from "./service.ts";
import { writeServices } from "./services-file.ts";
import { namesRedis } from "./settings.ts";

/** What a stack is made of. */
export interface StackOptions {
  readonly dataDir: string;
  readonly distDir: string;
  readonly port: number;
  readonly instances: number;
  readonly dev: boolean;
  /** The first admin, where one is named. */
  readonly admin: { readonly email: string; readonly password: string } | null;
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
  #housekeeping: (() => void) | undefined;

  constructor(private readonly options: StackOptions) {
    this.dataDir = resolve(options.dataDir);
    this.appUrl = `http://localhost:${options.port}`;
  }

  /** Starts the services, and brings the database up to date. Answers whether it made the first admin. */
  async startServices(): Promise<boolean> {
    makeDataDir(this.dataDir);
    const { DATABASE_URL } = this.options.environment;
    const hasRedis = namesRedis(this.options.environment);
    const names = [DATABASE_URL ? null : "PostgreSQL", hasRedis ? null : "Redis"].filter(Boolean);
    const start = async () => {
      const onChange = () => this.#writeServices();
      const starting: Promise<void>[] = [];
      if (!DATABASE_URL)
        starting.push(startPostgres(this.dataDir, onChange).then((it) => this.#own("postgres", it)));
      if (!hasRedis) starting.push(startRedis(this.dataDir, onChange).then((it) => this.#own("redis", it)));
      // Both are waited for, so that the one that did start can be stopped when the other did not.
      const failed = (await Promise.allSettled(starting)).find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
    };
    await step(`started ${names.join(" and ")}`, start, () => (names.length > 0 ? "" : null));
    const databaseUrl = this.environment["DATABASE_URL"] ?? "";
    await step("brought the database up to date", () => migrateShop(this.environment));
    // What an operator brings stays as it is.
    const content = DATABASE_URL ? "none" : "demo";
    const seed = () => seedShop(databaseUrl, content, this.options.admin);
    const { madeAdmin } = await step("filled the empty shop", seed, ({ filled }) => (filled ? "" : null));
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
    this.#housekeeping = await keepHouse(this.environment["DATABASE_URL"] ?? "", distDir);
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
    this.#housekeeping?.();
    await this.#app?.stop();
    await Promise.all([this.#services.redis?.stop(), this.#services.postgres?.stop()]);
  }

  /** What every process of the shop gets as its environment. */
  get environment(): NodeJS.ProcessEnv {
    const { environment } = this.options;
    const { postgres, redis } = this.#services;
    const services = {
      ...environment,
      ...(postgres ? { DATABASE_URL: postgres.url, MIGRATION_DATABASE_URL: "" } : {}),
      ...(redis ? { REDIS_URL: redis.url } : {}),
      AUTH_SECRET: environment["AUTH_SECRET"] || keptSecret(this.dataDir, "auth-secret"),
      EMBEDDED_SERVICES: postgres ? "1" : "0",
      RUSH_SIMULATOR: postgres && environment["NODE_ENV"] !== "production" ? "1" : "0",
    };
    return appEnvironment({ ...this.options, dataDir: this.dataDir, environment: services });
  }

  #own(name: "postgres" | "redis", service: Service): void {
    this.#services = { ...this.#services, [name]: service };
  }

  #writeServices(): void {
    const { postgres, redis } = this.#services;
    const pids = { postgres: postgres?.pid(), redis: redis?.pid(), app: this.#app?.pids ?? [] };
    writeServices(this.dataDir, this.environment, pids);
  }
}
