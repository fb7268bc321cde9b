import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Part, TestRequest } from "./arguments.ts";
import { runCommand } from "./run-command.ts";
import type { Tally } from "./tally.ts";
import { REPORT_FILE, TestReport } from "./test-report.ts";

/** What of `lib` is measured; a file that no test loads counts as not covered. */
const COVERAGE = [
  "--coverage",
  "--coverage.include=lib/**/*.ts",
  "--coverage.exclude=lib/lock/dist/**",
  "--coverage.reporter=text",
];

/** The projects of Vitest that are a part of `npm test`. */
const projectsOf = (part: Part) =>
  (part === "integration" ? ["integration", "proofs"] : [part]).flatMap((name) => ["--project", name]);

/** Runs a part of the tests under Vitest, or the files of it that are named, and counts them. */
export function runVitest(
  part: Exclude<Part, "check" | "e2e">,
  environment: NodeJS.ProcessEnv,
  { files, flags }: TestRequest,
  tally: Tally,
): Promise<void> {
  const reporters = ["--reporter=default", "--reporter=./scripts/test/vitest-reporter.ts"];
  const coverage = flags.has("--coverage") ? COVERAGE : [];
  const command = ["vitest", "run", ...projectsOf(part), ...files, ...reporters, ...coverage];
  return runAndCount(part, command, environment, tally);
}

/** Runs the tests of the named parts again whenever a file that they import changes, until Ctrl-C. */
export function watchTests(environment: NodeJS.ProcessEnv, { parts, files, isWhole }: TestRequest) {
  const watched: readonly Part[] = isWhole ? ["unit", "integration"] : [...parts];
  const projects = watched.flatMap(projectsOf);
  const vitest = spawn("node_modules/.bin/vitest", ["watch", ...projects, ...files], {
    env: environment,
    stdio: "inherit",
  });
  return new Promise<boolean>((resolve) => vitest.on("close", (code) => resolve(code === 0)));
}

/** Runs the browser tests, or the files of them that are named, and counts them: two files at a time where they may. */
export async function runPlaywright(
  environment: NodeJS.ProcessEnv,
  { files }: TestRequest,
  tally: Tally,
): Promise<void> {
  const patterns = files.map((file) => file.replace(/[^\w/-]/g, "\\$&"));
  const options = ["--reporter=line,./scripts/test/playwright-reporter.ts", "--pass-with-no-tests"];
  for (const project of ["beside", "alone"]) {
    const command = ["playwright", "test", ...patterns, `--project=${project}`, ...options];
    await runAndCount(`e2e-${project}`, command, environment, tally);
  }
}

/** A runner that failed counts as a failure even where its report shows none, or is not there. */
async function runAndCount(
  part: string,
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  tally: Tally,
): Promise<void> {
  const file = join(environment["DATA_DIR"] ?? "", `report-${part}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const { code } = await runCommand(command, { ...environment, [REPORT_FILE]: file }, true);
  const report = readReport(file);
  if (report) tally.add(report);
  if (!report || (code !== 0 && report.failures.length === 0))
    tally.add({
      passed: 0,
      failures: [`${part} › its runner ended with ${code} and named no test that failed`],
    });
}

function readReport(file: string): TestReport | undefined {
  try {
    return TestReport.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
