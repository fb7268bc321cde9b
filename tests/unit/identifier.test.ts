import { expect, it } from "vitest";
import { newIdAt } from "#lib/values/identifier.ts";

it("an id sorts by the instant that it was given, whatever this machine's clock says", () => {
  const instants = [1_000, 1_700_000_000_000, 1_700_000_000_001, 4_000_000_000_000].map((ms) => new Date(ms));
  const ids = instants.map((instant) => newIdAt(instant));
  expect([...ids].sort()).toEqual(ids);
});

it("ids of one instant sort as they were made, and none is made twice", () => {
  const instant = new Date(1_700_000_000_000);
  const ids = Array.from({ length: 500 }, () => newIdAt(instant));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(500);
});
