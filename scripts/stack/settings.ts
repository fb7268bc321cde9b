import { resolve } from "node:path";
import { databaseAddress } from "#db/address.ts";
import { settingsComplaint } from "#lib/env.ts";
import { Failure } from "../../server/failure.mjs";

/** What a run of the shop on this machine is told by its environment. */
export interface Settings {
  readonly environment: NodeJS.ProcessEnv;
  readonly dataDir: string;
  readonly distDir: string;
  readonly port: number;
  readonly instances: number;
}

/** @throws Failure that says which setting is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  return {
    environment,
    dataDir: resolve(environment["DATA_DIR"] || ".data"),
    distDir: environment["NEXT_DIST_DIR"] || ".next",
    port: whole(environment, "PORT", 3000, 65_535),
    instances: whole(environment, "APP_INSTANCES", 1, 64),
  };
}

function whole(environment: NodeJS.ProcessEnv, name: string, fallback: number, most: number): number {
  const value = Number(environment[name]?.trim() || fallback);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Failure(`${name} is ${environment[name]}.`, `Set ${name} to a whole number from 1 to ${most}.`);
}

/** Refuses to run on a database of the operator's without the secret that all its machines share. */
export function requireSharedSecret({ DATABASE_URL, AUTH_SECRET }: NodeJS.ProcessEnv): void {
  if (!DATABASE_URL || AUTH_SECRET) return;
  throw new Failure(
    "AUTH_SECRET is not set.",
    "With a database of your own every machine must sign sessions with the same secret: set AUTH_SECRET (openssl rand -hex 32).",
  );
}

/** The operator's database, for commands that start none. */
export function requireDatabase({ DATABASE_URL }: NodeJS.ProcessEnv): string {
  if (!DATABASE_URL?.trim())
    throw new Failure(
      "DATABASE_URL is not set.",
      "This command works on a database of your own: set DATABASE_URL. To try the shop with one that it brings: npm start",
    );
  refuseBadAddress("DATABASE_URL", DATABASE_URL);
  return DATABASE_URL;
}

/** @throws Failure when the setting is no address of PostgreSQL's that can be read. */
export function refuseBadAddress(setting: string, address: string): void {
  try {
    databaseAddress(address);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      `${setting} can't be read: ${why}.`,
      "It looks like postgres://user:password@host:5432/database?sslmode=verify-full, with what is special in it percent-encoded.",
    );
  }
}

/** What a run of the shop finds out or makes by itself, where nobody names it. */
const FOUND_LATER = {
  DATABASE_URL: "postgres://embedded",
  REDIS_URL: "redis://embedded",
  AUTH_SECRET: "it is made and kept in DATA_DIR",
};

/**
 * Refuses at once what every app process would refuse after it was built and started.
 * @throws Failure that names each setting that is wrong.
 */
export function refuseBadSettings(environment: NodeJS.ProcessEnv): void {
  const complaint = settingsComplaint(withDefaults(environment));
  if (complaint !== null)
    throw new Failure(
      `Settings are wrong:\n${complaint}`,
      "docs/operations.md tells what each of them takes.",
    );
}

const withDefaults = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...environment,
  ...Object.fromEntries(Object.entries(FOUND_LATER).filter(([name]) => !environment[name]?.trim())),
});

/** Whether the environment names a Redis of the operator's: one server, Sentinels, or a Cluster. */
export const namesRedis = (environment: NodeJS.ProcessEnv): boolean =>
  Boolean(environment["REDIS_URL"] || environment["REDIS_SENTINELS"] || environment["REDIS_CLUSTER"]);

/** @throws Failure when the environment names no Redis. */
export function requireRedis(environment: NodeJS.ProcessEnv): void {
  if (namesRedis(environment)) return;
  throw new Failure(
    "No Redis is named.",
    "This command works on a Redis of your own: set REDIS_URL, REDIS_SENTINELS or REDIS_CLUSTER.",
  );
}
