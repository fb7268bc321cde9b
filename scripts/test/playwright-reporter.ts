import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { FullConfig, Reporter, Suite, TestError } from "@playwright/test/reporter";
import { describeTest, REPORT_FILE, type TestReport } from "./test-report.ts";

/** A reporter of Playwright that writes a TestReport. */
export default class PlaywrightReporter implements Reporter {
  #suite: Suite | undefined;
  readonly #outside: string[] = [];

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  /** What fails outside of the tests: a file that can't be loaded, a reporter. */
  onError({ stack, message }: TestError): void {
    this.#outside.push(describeTest("Playwright", "outside of tests", stack ?? message));
  }

  onEnd(): void {
    const report: TestReport = { passed: 0, failures: this.#outside, unsteady: [] };
    for (const test of this.#suite?.allTests() ?? []) {
      const { message } = test.results.find(({ error }) => error)?.error ?? {};
      const text = describeTest(`e2e › ${relative(process.cwd(), test.location.file)}`, test.title, message);
      const outcome = test.outcome();
      if (outcome === "unexpected") report.failures.push(text);
      if (outcome === "expected" || outcome === "flaky") report.passed += 1;
      if (outcome === "flaky") report.unsteady.push(text);
    }
    writeFileSync(process.env[REPORT_FILE] ?? "", JSON.stringify(report));
  }

  printsToStdio(): boolean {
    return false;
  }
}
