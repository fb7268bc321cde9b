import { expect, it } from "vitest";
import { PROMISES_KO } from "#app/admin/audit/promises-ko.ts";
import { CHECKS } from "#lib/audit/run-audit.ts";

it("says every promise of the audit in Korean too, and no other", () => {
  expect(Object.keys(PROMISES_KO).toSorted()).toEqual(CHECKS.map(({ name }) => name).toSorted());
});
