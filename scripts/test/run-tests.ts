import { existsSync, rmSync } from "node:fs";
import type { Stack } from "#scripts/stack/stack.ts";
import { Failure } from "../../server/failure.mjs";
import { filesIn } from "../stack/source-files.ts";
import { type Part, readArguments, type TestRequest } from "./arguments.ts";
import { findChromium } from "./chromium.ts";
import { attachToKeptShop, stopKeptShop } from "./kept-shop.ts";
import { runPlaywright, runVitest, watchTests } from "./runners.ts";
import { runStaticChecks } from "./static-checks.ts";
import { Tally } from "./tally.ts";
import { TEST_DATA_DIR, TEST_DIST_DIR } from "./test-folders.ts";

/** The parts that need a running shop. */
const ON_SHOP = ["integration", "hostile", "faults", "e2e"] as const satisfies readonly Part[];

/**
 * `npm test`: every check and test, or the parts and files that are named, on a shop of its own: its own data, its
 * own build, free ports. A failure does not stop the rest. Ends with `N passed, N failed`.
 */
export async function runTests(args: string[]): Promise<boolean> {
  const request = readArguments(args);
  if (request.flags.has("--stop")) {
    await stopKeptShop();
    return true;
  }
  if (request.flags.has("--watch")) return watchTests(await attachToKeptShop(), request);
  const tally = new Tally();
  const { parts, files } = request;
  if (parts.has("check"))
    await runStaticChecks({ ...process.env, NEXT_DIST_DIR: TEST_DIST_DIR }, files, tally);
  if (parts.has("unit")) await runVitest("unit", { ...process.env, DATA_DIR: TEST_DATA_DIR }, request, tally);
  if (ON_SHOP.some((part) => parts.has(part))) {
    // A run that decides starts from nothing and leaves nothing running; all others reuse what runs.
    const isFresh = request.isWhole || process.env["CI"] === "true" || request.flags.has("--fresh");
    const work = (environment: NodeJS.ProcessEnv) => runOnShop(request, environment, tally);
    await reportFailure(isFresh ? withFreshShop(work) : attachToKeptShop().then(work), tally);
  }
  process.stdout.write(`\n${tally.summary}\n`);
  return tally.isGood;
}

async function runOnShop(request: TestRequest, environment: NodeJS.ProcessEnv, tally: Tally): Promise<void> {
  const scope = request.flags.has("--long") ? { ...environment, TEST_LONG: "1" } : environment;
  for (const part of ON_SHOP) {
    if (!request.parts.has(part) || !(await hasTests(part))) continue;
    if (part === "e2e")
      await runPlaywright({ ...scope, CHROMIUM_PATH: await findChromium() }, request, tally);
    else await runVitest(part, scope, request, tally);
  }
}

async function hasTests(part: Part): Promise<boolean> {
  const folder = `tests/${part}`;
  return existsSync(folder) && (await filesIn(folder)).some((file) => /\.(?:test|spec)\.ts$/.test(file));
}

/** Starts an empty shop for the tests, and stops it whatever happens. */
async function withFreshShop(work: (environment: NodeJS.ProcessEnv) => Promise<void>): Promise<void> {
  // A run that attaches to a running shop need not load what starts one.
  const { environmentForTests, newTestStack } = await import("./test-stack.ts");
  await stopKeptShop();
  rmSync(TEST_DATA_DIR, { recursive: true, force: true });
  const stack = await newTestStack();
  stopAtSignals(stack);
  try {
    await stack.startServices();
    await stack.startApp();
    await work(environmentForTests(stack));
  } finally {
    await stack.stop();
  }
}

function stopAtSignals(stack: Stack): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stack.stop().then(() => process.exit(1)));
}

/** A shop that can't be started counts as one failed test. */
async function reportFailure(work: Promise<void>, tally: Tally): Promise<void> {
  try {
    await work;
  } catch (error) {
    const advice = error instanceof Failure ? `\n  ${error.advice}` : "";
    const message = `${error instanceof Error ? error.message : String(error)}${advice}`;
    process.stdout.write(`✗ ${message}\n`);
    tally.add({ passed: 0, failures: [`the shop of the tests › ${message}`] });
  }
}
