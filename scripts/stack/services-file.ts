import { join } from "node:path";
import { writePrivately } from "./kept-facts.ts";

/** The processes that this run has started; none for a service that it did not. */
interface Pids {
  readonly postgres: number | undefined;
  readonly redis: number | undefined;
  readonly app: readonly number[];
}

/** Tells tools of this machine how to reach the running shop and its services, in `services.json`. */
export function writeServices(dataDir: string, environment: NodeJS.ProcessEnv, pids: Pids): void {
  const facts = {
    appUrl: environment["APP_URL"],
    databaseUrl: environment["DATABASE_URL"],
    redisUrl: environment["REDIS_URL"] || undefined,
    redisSentinels: environment["REDIS_SENTINELS"] || undefined,
    redisSentinelUsername: environment["REDIS_SENTINEL_USERNAME"] || undefined,
    redisSentinelPassword: environment["REDIS_SENTINEL_PASSWORD"] || undefined,
    redisCluster: environment["REDIS_CLUSTER"] || undefined,
    pids,
  };
  writePrivately(join(dataDir, "services.json"), `${JSON.stringify(facts, null, 2)}\n`);
}
