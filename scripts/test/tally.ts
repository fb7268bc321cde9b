/** How many tests passed and failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** The sum over all runners. */
export class Tally {
  passed = 0;
  failed = 0;

  add({ passed, failed }: Counts): void {
    this.passed += passed;
    this.failed += failed;
  }

  /** Nothing failed, and something ran. */
  get isGood(): boolean {
    return this.failed === 0 && this.passed > 0;
  }
}
