import { describe, expect, it } from "vitest";
import { changedFields, onto } from "#app/admin/row-texts.ts";

const BEFORE = { name: "Mug", description: "A mug", price: "30000" };

describe("the fields of a form that were changed", () => {
  it("are those whose text is another one than before", () => {
    expect(changedFields(BEFORE, { ...BEFORE, description: "A fine mug" })).toEqual(["description"]);
    expect(changedFields(BEFORE, BEFORE)).toEqual([]);
  });

  it("leave out a field that is turned off, and count one that was emptied or is new", () => {
    expect(changedFields(BEFORE, { name: "Mug", price: "" })).toEqual(["price"]);
    expect(changedFields(BEFORE, { ...BEFORE, nameKo: "머그" })).toEqual(["nameKo"]);
  });
});

describe("what was typed, brought onto a newer state of its row", () => {
  it("keeps what was typed, and shows what is new where nothing was typed", () => {
    const now = { ...BEFORE, price: "45000" };
    expect(onto(BEFORE, now, { ...BEFORE, description: "A fine mug" })).toEqual({
      texts: { name: "Mug", description: "A fine mug", price: "45000" },
      moved: [{ name: "price", was: "30000", now: "45000", typed: null }],
    });
  });

  it("tells of a field that both have changed", () => {
    const now = { ...BEFORE, price: "45000" };
    expect(onto(BEFORE, now, { ...BEFORE, price: "40000" })).toEqual({
      texts: { ...BEFORE, price: "40000" },
      moved: [{ name: "price", was: "30000", now: "45000", typed: "40000" }],
    });
  });

  it("is no conflict where both have typed the same", () => {
    const same = { ...BEFORE, price: "45000" };
    expect(onto(BEFORE, same, same).moved).toEqual([
      { name: "price", was: "30000", now: "45000", typed: null },
    ]);
  });

  it("is unchanged when the row is", () => {
    expect(onto(BEFORE, BEFORE, { ...BEFORE, name: "Cup" })).toEqual({
      texts: { ...BEFORE, name: "Cup" },
      moved: [],
    });
  });
});
