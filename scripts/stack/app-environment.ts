import { poolSizes } from "#server/pool-sizes.ts";
import type { Settings } from "./settings.ts";

/** What every process of the shop gets as its environment. `settings.environment` names the services. */
export function appEnvironment({
  environment,
  port,
  dev,
  distDir,
  dataDir,
  instances,
}: Settings & { readonly dev: boolean }): NodeJS.ProcessEnv {
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
    DATA_DIR: dataDir,
    APP_URL: `http://localhost:${port}`,
  };
}
