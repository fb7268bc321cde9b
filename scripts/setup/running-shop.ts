import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { Failure } from "../../server/failure.mjs";

const Services = z.object({ appUrl: z.string().optional(), databaseUrl: z.string(), redisUrl: z.string() });

/**
 * Gives this process the settings of the running shop of DATA_DIR, so that the shop's own code works here;
 * what the environment sets goes first.
 */
export function adoptRunningShop(): void {
  const dataDir = resolve(process.env["DATA_DIR"] || ".data");
  const path = join(dataDir, "services.json");
  const { DATABASE_URL, REDIS_URL, AUTH_SECRET } = process.env;
  if (DATABASE_URL && REDIS_URL && AUTH_SECRET) return;
  if (!existsSync(path)) {
    throw new Failure(
      `No shop runs with the data directory ${dataDir}.`,
      "Start it in another terminal with: npm start (or set DATA_DIR to the one that it uses).",
    );
  }
  const { appUrl, databaseUrl, redisUrl } = Services.parse(JSON.parse(readFileSync(path, "utf8")));
  process.env["DATABASE_URL"] ||= databaseUrl;
  process.env["REDIS_URL"] ||= redisUrl;
  if (appUrl) process.env["APP_URL"] ||= appUrl;
  const secret = join(dataDir, "auth-secret");
  if (existsSync(secret)) process.env["AUTH_SECRET"] ||= readFileSync(secret, "utf8").trim();
}
