import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { Failure } from "../../server/failure.mjs";

const Services = z.object({
  appUrl: z.string().optional(),
  databaseUrl: z.string(),
  redisUrl: z.string().optional(),
  redisSentinels: z.string().optional(),
  redisSentinelUsername: z.string().optional(),
  redisSentinelPassword: z.string().optional(),
  redisCluster: z.string().optional(),
});

/** For a command that asks the database alone, as after a restore or on a replica: `DATABASE_URL` is enough. */
export function adoptDatabase(): void {
  if (process.env["DATABASE_URL"]?.trim()) {
    process.env["REDIS_URL"] ||= "redis://nobody-asks-it";
    process.env["AUTH_SECRET"] ||= "nobody signs anything";
  } else adoptRunningShop();
}

/**
 * Gives this process the settings of the running shop of DATA_DIR, so that the shop's own code works here;
 * what the environment sets goes first.
 */
export function adoptRunningShop(): void {
  const dataDir = resolve(process.env["DATA_DIR"] || ".data");
  const path = join(dataDir, "services.json");
  const { DATABASE_URL, REDIS_URL, REDIS_SENTINELS, REDIS_CLUSTER, AUTH_SECRET } = process.env;
  const namesRedis = Boolean(REDIS_URL || REDIS_SENTINELS || REDIS_CLUSTER);
  if (!existsSync(path)) {
    if (DATABASE_URL && namesRedis && AUTH_SECRET) return;
    throw new Failure(
      `No shop runs with the data directory ${dataDir}.`,
      "Start it in another terminal with: npm start (or set DATA_DIR to the one that it uses).",
    );
  }
  const running = Services.parse(JSON.parse(readFileSync(path, "utf8")));
  process.env["DATABASE_URL"] ||= running.databaseUrl;
  if (!namesRedis) {
    process.env["REDIS_URL"] = running.redisUrl ?? "";
    process.env["REDIS_SENTINELS"] = running.redisSentinels ?? "";
    process.env["REDIS_SENTINEL_USERNAME"] = running.redisSentinelUsername ?? "";
    process.env["REDIS_SENTINEL_PASSWORD"] = running.redisSentinelPassword ?? "";
    process.env["REDIS_CLUSTER"] = running.redisCluster ?? "";
  }
  // Where the shop answers is told only if it is the shop that the environment names.
  if (running.appUrl && process.env["DATABASE_URL"] === running.databaseUrl)
    process.env["APP_URL"] ||= running.appUrl;
  const secret = join(dataDir, "auth-secret");
  if (existsSync(secret)) process.env["AUTH_SECRET"] ||= readFileSync(secret, "utf8").trim();
}
