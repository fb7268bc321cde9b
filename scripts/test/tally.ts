import type { TestReport } from "./test-report.ts";

/** The sum over all runners. */
export class Tally {
  passed = 0;
  readonly failures: string[] = [];
  readonly unsteady: string[] = [];

  add({ passed, failures = [], unsteady = [] }: Partial<TestReport> & Pick<TestReport, "passed">): void {
    this.passed += passed;
    this.failures.push(...failures);
    this.unsteady.push(...unsteady);
  }

  /** Nothing failed, and something ran. */
  get isGood(): boolean {
    return this.failures.length === 0 && this.passed > 0;
  }

  /** What was not well once more, then the line that ends every run: the end of a long log tells all. */
  get summary(): string {
    return [
      ...this.unsteady.map((text) => `! passed the second time only: ${text}`),
      ...this.failures.map((text) => `✗ ${text}`),
      `${this.passed} passed, ${this.failures.length} failed`,
    ].join("\n\n");
  }
}
