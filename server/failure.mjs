import { goOnUnlessEnding } from "./run-end.mjs";

/** A failure that we expect: what happened, and what to do next. Shown without a stack trace. */
export class Failure extends Error {
  /**
   * @param {string} message what happened
   * @param {string} advice what to do next
   */
  constructor(message, advice) {
    super(message);
    this.name = "Failure";
    this.advice = advice;
  }
}

/**
 * Runs a script's main function; a failure ends the process with code 1 and says what to do.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    // What fails because the run is ending is no failure; the code that ends it exits.
    await goOnUnlessEnding();
    if (error instanceof Failure) {
      process.stderr.write(`\n✗ ${error.message}\n  ${error.advice.replaceAll("\n", "\n  ")}\n`);
    } else {
      process.stderr.write(
        `\n✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
    }
    process.exit(1);
  }
}
