import "./setup/root.mjs";
import { parseArgs } from "node:util";
import { Failure, runMain } from "../server/failure.mjs";
import { preparePackages } from "./setup/packages.mjs";

const USAGE = "npm run test:hostile -- [--count N] [--seed N] [--only INDEX]";

/** Each is a whole number, and reaches the tests by its variable. */
const SETTINGS = { count: "HOSTILE_COUNT", seed: "HOSTILE_SEED", only: "HOSTILE_ONLY" };

function readSettings() {
  const text = { type: /** @type {const} */ ("string") };
  try {
    return parseArgs({ options: { count: text, seed: text, only: text } }).values;
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error), USAGE);
  }
}

await runMain(async () => {
  for (const [name, value] of Object.entries(readSettings())) {
    if (!/^\d{1,9}$/.test(value))
      throw new Failure(`--${name} is ${value}.`, `It takes a whole number: ${USAGE}`);
    process.env[SETTINGS[name]] = value;
  }
  await preparePackages();
  const { runTests } = await import("./test/run-tests.ts");
  process.exitCode = (await runTests(["hostile"])) ? 0 : 1;
});
