import { describe, expect, it } from "vitest";
import { changesOf } from "#lib/audit-log/changes.ts";
import { isDomainError } from "#lib/errors.ts";
import { InstantInput } from "#lib/values/instant.ts";
import { SearchText } from "#lib/values/search-text.ts";
import { dayBounds, lastDays, ShopDay, shopDay } from "#lib/values/shop-day.ts";
import { requireVersion } from "#lib/values/version.ts";

describe("a change that names versions", () => {
  it.each([[null], [[3]], [[1, 3]]])("for %j passes on version 3", (meant) => {
    expect(() => requireVersion({ version: 3 }, meant)).not.toThrow();
  });

  it.each([[[2]], [[]]])("for %j is refused on version 3, with the row as it is", (meant) => {
    try {
      requireVersion({ version: 3 }, meant);
      expect.unreachable();
    } catch (error) {
      expect(isDomainError(error, "STALE") && error.facts).toEqual({ current: { version: 3 } });
    }
  });
});

describe("an instant on its way in", () => {
  it.each([
    ["2026-11-24T09:00:00Z", "2026-11-24T09:00:00.000Z"],
    ["2026-11-24T09:00:00+09:00", "2026-11-24T00:00:00.000Z"],
  ])("%s is %s", (text, instant) => expect(InstantInput.parse(text).toISOString()).toBe(instant));

  it.each(["2026-11-24", "2026-11-24T09:00:00", "2026-02-30T00:00:00Z", "1899-01-01T00:00:00Z", ""])(
    "%j is none",
    (text) => expect(InstantInput.safeParse(text).success).toBe(false),
  );
});

describe("a search", () => {
  it.each([
    ["  brass   ruler ", "brass ruler"],
    ["\t \n", undefined],
    ["", undefined],
    [undefined, undefined],
    // Three letters of a keyboard are one syllable.
    ["\u1112\u1161\u11ab", "한"],
  ])("for %j is for %j", (typed, searched) => expect(SearchText.parse(typed)).toBe(searched));

  it("is refused when it is longer than 100 characters", () => {
    expect(SearchText.safeParse("한".repeat(100)).success).toBe(true);
    expect(SearchText.safeParse("한".repeat(101)).success).toBe(false);
  });
});

describe("a day of the shop", () => {
  it("begins when it is midnight in Seoul", () => {
    expect(shopDay(new Date("2026-11-23T14:59:59.999Z"))).toBe("2026-11-23");
    expect(shopDay(new Date("2026-11-23T15:00:00.000Z"))).toBe("2026-11-24");
    const { from, to } = dayBounds("2026-11-24");
    expect([from.toISOString(), to.toISOString()]).toEqual([
      "2026-11-23T15:00:00.000Z",
      "2026-11-24T15:00:00.000Z",
    ]);
  });

  it("is followed back over the end of a month", () => {
    const days = ["2026-03-01", "2026-02-28", "2026-02-27"];
    expect(lastDays(new Date("2026-03-01T12:00:00Z"), 3)).toEqual(days);
  });

  it.each(["2026-02-30", "1899-12-31", "9999-12-31", "today"])("is not %s", (day) =>
    expect(ShopDay.safeParse(day).success).toBe(false),
  );
});

describe("the changes in the audit log", () => {
  it("are the fields that differ, without those that every change moves", () => {
    const before = { name: "Mug", price: 1_000, version: 1, tags: ["a"] };
    const after = { name: "Mug", price: 1_200, version: 2, tags: ["a"] };
    expect(changesOf(before, after)).toEqual({ before: { price: 1_000 }, after: { price: 1_200 } });
  });

  it("of a new row are all its fields, from nothing", () => {
    expect(changesOf({}, { name: "Mug" })).toEqual({ before: { name: null }, after: { name: "Mug" } });
  });
});
