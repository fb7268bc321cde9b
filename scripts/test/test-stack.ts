import { freePort } from "#server/processes.ts";
import { Stack } from "../stack/stack.ts";
import { TEST_DATA_DIR, TEST_DIST_DIR } from "./test-folders.ts";

const ADMIN = { email: "admin@lockstep.test", password: "correct-horse-battery" };

/** The tests bring their own services and settings, whatever this machine's shop uses. */
const SETTINGS = {
  DATABASE_URL: undefined,
  REDIS_URL: undefined,
  REDIS_SENTINELS: undefined,
  REDIS_CLUSTER: undefined,
  MIGRATION_DATABASE_URL: undefined,
  AUTH_SECRET: undefined,
  PUBLIC_URL: undefined,
  RATE_LIMIT: "off",
  ALLOW_LOAD_TOOLS: "1",
  METRICS_TOKEN: "test-metrics-token",
  LIVE_STREAMS: "150",
  LOG_LEVEL: "warn",
} as const;

/** A shop of two app processes for the tests, not yet started. */
export async function newTestStack(): Promise<Stack> {
  return new Stack({
    dataDir: TEST_DATA_DIR,
    distDir: TEST_DIST_DIR,
    port: await freePort(),
    instances: 2,
    dev: false,
    admin: ADMIN,
    environment: { ...process.env, ...SETTINGS },
  });
}

/** What the tests find of a running shop in their environment. */
export function environmentForTests(stack: Stack): NodeJS.ProcessEnv {
  return {
    ...stack.environment,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    NODE_ENV: "test",
  };
}
