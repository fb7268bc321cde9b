import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { TestRequest } from "./arguments.ts";
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

/** What of `lib` is measured; a file that no test loads counts as not covered. */
const COVERAGE = ["--coverage", "--coverage.include=lib/**/*.ts", "--coverage.reporter=text"];

/** Runs one project of Vitest, or the files of it that are named, and counts its tests. */
export async function runVitest(
  project: string,
  environment: NodeJS.ProcessEnv,
  { files, flags }: TestRequest,
  tally: Tally,
): Promise<void> {
  const report = join(environment["DATA_DIR"] ?? "", `vitest-${project}.json`);
  mkdirSync(dirname(report), { recursive: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const coverage = flags.has("--coverage") ? COVERAGE : [];
  const command = ["vitest", "run", "--project", project, ...files, ...reporters, ...coverage];
  const { code } = await runCommand(command, environment, true);
  tally.add(
    countFrom(report, code, (text) => {
      const { numPassedTests, numFailedTests, success } = VitestReport.parse(text);
      // A file that could not be loaded fails without a test of its own.
      return { passed: numPassedTests, failed: numFailedTests || (success ? 0 : 1) };
    }),
  );
}

/** Runs the tests of the named parts again whenever a file that they import changes, until Ctrl-C. */
export function watchTests(environment: NodeJS.ProcessEnv, { parts, files, isWhole }: TestRequest) {
  const watched = isWhole ? ["unit", "integration"] : [...parts];
  const projects = watched.flatMap((part) => ["--project", part]);
  const vitest = spawn("node_modules/.bin/vitest", ["watch", ...projects, ...files], {
    env: environment,
    stdio: "inherit",
  });
  return new Promise<boolean>((resolve) => vitest.on("close", (code) => resolve(code === 0)));
}

/** Runs the browser tests, or the files of them that are named, and counts them. */
export async function runPlaywright(
  environment: NodeJS.ProcessEnv,
  { files }: TestRequest,
  tally: Tally,
): Promise<void> {
  const report = join(environment["DATA_DIR"] ?? "", "playwright.json");
  const patterns = files.map((file) => file.replace(/[^\w/-]/g, "\\$&"));
  const { code } = await runCommand(
    ["playwright", "test", ...patterns],
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
