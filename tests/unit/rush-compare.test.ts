import { expect, it } from "vitest";
import type { Outcome } from "#lib/rush/acts.ts";
import { compare } from "#lib/rush/compare.ts";
import { Meter } from "#lib/rush/meter.ts";

const shoppers = [{ id: "ann" }, { id: "bob" }];
const outcome = (shopper: number, status: number, rowId: string | null): Outcome => ({
  act: { shopper, kind: "buy", path: "/api/checkout", key: "k", wants: { lamp: 1 } },
  status,
  code: null,
  rowId,
});
const row = (shopperId: string, lamp = 1) => ({ shopperId, units: { lamp } });
const rows = (...all: [string, ReturnType<typeof row>][]) => new Map(all);

it("finds nothing where each success has its row and each row its shopper", () => {
  const found = compare(
    shoppers,
    [outcome(0, 201, "1"), outcome(1, 201, "2"), outcome(1, 409, null)],
    rows(["1", row("ann")], ["2", row("bob")]),
  );
  expect(found).toMatchObject({ double: 0, lost: 0, unknown: 0 });
  expect(found.units.get("lamp")).toBe(2);
});

it.each([
  ["a success without its row", [outcome(0, 201, "1")], rows()],
  ["a success with another shopper's row", [outcome(0, 201, "1")], rows(["1", row("bob")])],
  ["a success whose row holds another number", [outcome(0, 201, "1")], rows(["1", row("ann", 2)])],
  ["a success that named no row", [outcome(0, 201, null)], rows()],
])("counts %s as lost", (_, outcomes, stored) => {
  expect(compare(shoppers, outcomes, stored).lost).toBe(1);
});

it("counts rows that two or none were told of as double", () => {
  expect(
    compare(shoppers, [outcome(0, 201, "1"), outcome(0, 201, "1")], rows(["1", row("ann")])).double,
  ).toBe(1);
  expect(compare(shoppers, [outcome(0, 409, null)], rows(["1", row("ann")])).double).toBe(1);
});

it("lets an unknown act explain one row of its shopper, and no other's", () => {
  const stored = rows(["1", row("ann")], ["2", row("ann")], ["3", row("bob")]);
  expect(compare(shoppers, [outcome(0, 0, null)], stored)).toMatchObject({ unknown: 1, double: 2 });
});

it("keeps the points of a long run few, and their answers whole", () => {
  const meter = new Meter();
  for (let look = 0; look < 1_000; look += 1) {
    meter.note("201", look);
    meter.look(null);
  }
  expect(meter.points.length).toBeLessThanOrEqual(241);
  expect(meter.points.at(-1)?.answers["201"]).toBeGreaterThan(990);
  expect(meter.sums()).toMatchObject({ answers: { "201": 1_000 }, p50: 500, p99: 990, longest: 999 });
});
