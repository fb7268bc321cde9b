import { expect, it } from "vitest";
import { Tally } from "#scripts/test/tally.ts";
import { describeTest } from "#scripts/test/test-report.ts";

it("ends with what failed by name, what passed the second time only, and the sum", () => {
  const tally = new Tally();
  tally.add({ passed: 3 });
  const error =
    "AssertionError: expected 1 to be 2\n    at tests/a.test.ts:3:1\n    at node_modules/vitest/x.js:1:1";
  tally.add({
    passed: 2,
    failures: [describeTest("unit › tests/a.test.ts", "adds", error)],
    unsteady: [describeTest("e2e › tests/e2e/b.spec.ts", "pays")],
  });
  expect(tally.isGood).toBe(false);
  expect(tally.summary.split("\n\n")).toEqual([
    "! passed the second time only: e2e › tests/e2e/b.spec.ts › pays\n    it said nothing",
    "✗ unit › tests/a.test.ts › adds\n    AssertionError: expected 1 to be 2\n        at tests/a.test.ts:3:1",
    "5 passed, 1 failed",
  ]);
});

it("is not good when nothing ran", () => {
  expect(new Tally().isGood).toBe(false);
});
