import { writeFileSync } from "node:fs";
import type { SerializedError, TestCase, TestModule, TestSuite } from "vitest/node";
import { describeTest, REPORT_FILE, type TestReport } from "./test-report.ts";

const textOf = (errors: readonly { readonly stack?: string; readonly message: string }[]) =>
  errors.map(({ stack, message }) => stack || message).join("\n");

/** A reporter of Vitest that writes a TestReport. */
export default class VitestReporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const report: TestReport = { passed: 0, failures: [], unsteady: [] };
    for (const module of modules) {
      const where = `${module.project.name} › ${module.relativeModuleId}`;
      const groups: (TestModule | TestSuite)[] = [module, ...module.children.allSuites()];
      for (const group of groups) {
        // A file that could not be loaded, or a hook; their tests did not run.
        const name = group.type === "suite" ? group.fullName : "the file or its hooks";
        if (group.errors().length > 0)
          report.failures.push(describeTest(where, name, textOf(group.errors())));
      }
      for (const test of module.children.allTests()) this.#count(test, where, report);
    }
    if (unhandled.length > 0)
      report.failures.push(describeTest("Vitest", "outside of tests", textOf(unhandled)));
    writeFileSync(process.env[REPORT_FILE] ?? "", JSON.stringify(report));
  }

  #count(test: TestCase, where: string, report: TestReport): void {
    const { state, errors = [] } = test.result();
    if (state === "failed") report.failures.push(describeTest(where, test.fullName, textOf(errors)));
    if (state !== "passed") return;
    report.passed += 1;
    if (test.diagnostic()?.flaky) report.unsteady.push(describeTest(where, test.fullName, textOf(errors)));
  }
}
