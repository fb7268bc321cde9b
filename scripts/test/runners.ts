import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { runCommand } from "./run-command.ts";
import type { Counts, Tally } from "./tally.ts";

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  success: z.boolean(),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

/** Runs one project of Vitest and counts its tests. */
export async function runVitest(
  project: string,
  environment: NodeJS.ProcessEnv,
  tally: Tally,
): Promise<void> {
  const report = join(environment["DATA_DIR"] ?? "", `vitest-${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const command = ["vitest", "run", "--project", project, ...reporters];
  const { code } = await runCommand(command, environment, true);
  tally.add(
    countFrom(report, code, (text) => {
      const { numPassedTests, numFailedTests, success } = VitestReport.parse(text);
      // A file that could not be loaded fails without a test of its own.
      return { passed: numPassedTests, failed: numFailedTests || (success ? 0 : 1) };
    }),
  );
}

/** Runs the browser tests and counts them. */
export async function runPlaywright(environment: NodeJS.ProcessEnv, tally: Tally): Promise<void> {
  const report = join(environment["DATA_DIR"] ?? "", "playwright.json");
  const { code } = await runCommand(
    ["playwright", "test"],
    { ...environment, PLAYWRIGHT_JSON: report },
    true,
  );
  tally.add(
    countFrom(report, code, (text) => {
      const { expected, unexpected, flaky } = PlaywrightReport.parse(text).stats;
      return { passed: expected, failed: unexpected + flaky };
    }),
  );
}

/** A runner that failed counts as a failure even where its report shows none, or is not there. */
function countFrom(report: string, code: number, read: (text: unknown) => Counts): Counts {
  try {
    const counts = read(JSON.parse(readFileSync(report, "utf8")));
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1 };
  }
}
