import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { freePort } from "#server/processes.ts";
import { Failure } from "../../server/failure.mjs";
import { Stack } from "../stack/stack.ts";
import { findChromium } from "./chromium.ts";
import { runPlaywright, runVitest } from "./runners.ts";
import { runStaticChecks } from "./static-checks.ts";
import { Tally } from "./tally.ts";

const PARTS = ["check", "unit", "integration", "e2e"] as const;
type Part = (typeof PARTS)[number];

/**
 * `npm test`: every check and test, or the parts that are named, on a shop of its own: its own data, its own
 * build, free ports. A failure does not stop the rest. Ends with `N passed, N failed`.
 */
export async function runTests(args: string[]): Promise<boolean> {
  const parts = readParts(args);
  const tally = new Tally();
  if (parts.has("check")) await runStaticChecks({ ...process.env, NEXT_DIST_DIR: ".next-test" }, tally);
  if (parts.has("unit")) await runVitest("unit", { ...process.env, DATA_DIR: resolve(".data-test") }, tally);
  if (parts.has("integration") || parts.has("e2e"))
    await withShop((shop) => runOnShop(parts, shop, tally), tally);
  process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed\n`);
  return tally.isGood;
}

function readParts(args: string[]): ReadonlySet<Part> {
  const unknown = args.find((arg) => !PARTS.some((part) => part === arg));
  if (unknown)
    throw new Failure(`There is no part "${unknown}" of the tests.`, `The parts are: ${PARTS.join(", ")}`);
  return new Set(args.length > 0 ? PARTS.filter((part) => args.includes(part)) : PARTS);
}

async function runOnShop(
  parts: ReadonlySet<Part>,
  environment: NodeJS.ProcessEnv,
  tally: Tally,
): Promise<void> {
  if (parts.has("integration")) await runVitest("integration", environment, tally);
  if (parts.has("e2e")) await runPlaywright({ ...environment, CHROMIUM_PATH: await findChromium() }, tally);
}

/** Starts a shop of two app processes for the tests, and stops it whatever happens. */
async function withShop(
  work: (environment: NodeJS.ProcessEnv) => Promise<void>,
  tally: Tally,
): Promise<void> {
  const dataDir = resolve(".data-test");
  rmSync(dataDir, { recursive: true, force: true });
  const admin = { email: "admin@lockstep.test", password: "correct-horse-battery" };
  const stack = new Stack({
    dataDir,
    distDir: ".next-test",
    port: await freePort(),
    instances: 2,
    dev: false,
    admin,
    environment: testEnvironment(),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stack.stop().then(() => process.exit(1)));
  try {
    await stack.startServices();
    await stack.startApp();
    const access = { ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password };
    await work({ ...stack.environment, ...access, NODE_ENV: "test" });
  } catch (error) {
    const advice = error instanceof Failure ? `\n  ${error.advice}` : "";
    process.stdout.write(`✗ ${error instanceof Error ? error.message : String(error)}${advice}\n`);
    tally.add({ passed: 0, failed: 1 });
  } finally {
    await stack.stop();
  }
}

/** The tests bring their own services and settings, whatever this machine's shop uses. */
function testEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
    AUTH_SECRET: undefined,
    PUBLIC_URL: undefined,
    RATE_LIMIT: "off",
    ALLOW_LOAD_TOOLS: "1",
    METRICS_TOKEN: "test-metrics-token",
    LIVE_STREAMS: "150",
    LOG_LEVEL: "warn",
  };
}
