import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WaitingLine } from "#lib/group-commit/waiting-line.ts";

const BOUNDS = { mostEntries: 50, mostKeys: 200, mixes: false };
const entry = (...keys: string[]) => ({ keys });

function lineOf(...entries: { keys: string[] }[]) {
  const line = new WaitingLine<{ readonly keys: readonly string[] }>();
  for (const one of entries) line.add(one);
  return line;
}

describe("a waiting line", () => {
  it("takes the head with all who meet it, directly or through others", () => {
    const [a, ab, c, bd] = [entry("a"), entry("a", "b"), entry("c"), entry("b", "d")];
    const line = lineOf(a, ab, c, bd);
    expect(line.takeGroup([], BOUNDS)).toEqual([a, ab, bd]);
    expect([...line]).toEqual([c]);
    expect([line.wants(["c"]), line.wants(["a", "b", "d"])]).toEqual([true, false]);
  });

  it("passes over who needs an engaged key, and lets nobody pass them on another", () => {
    const [ab, b, c] = [entry("a", "b"), entry("b"), entry("c")];
    const line = lineOf(ab, b, c);
    expect(line.takeGroup(["a"], BOUNDS)).toEqual([c]);
    expect([...line]).toEqual([ab, b]);
  });

  it("mixes strangers only when it is asked to", () => {
    const [a, b] = [entry("a"), entry("b")];
    expect(lineOf(a, b).takeGroup([], BOUNDS)).toEqual([a]);
    expect(lineOf(a, b).takeGroup([], { ...BOUNDS, mixes: true })).toEqual([a, b]);
  });

  it("keeps to its bounds, but never leaves out a head that is larger than them", () => {
    const many = Array.from({ length: 60 }, () => entry("a"));
    expect(lineOf(...many).takeGroup([], BOUNDS)).toHaveLength(50);
    const wide = entry("a", "b", "c");
    expect(lineOf(wide, entry("a", "d")).takeGroup([], { ...BOUNDS, mostKeys: 2 })).toEqual([wide]);
  });

  it("puts back in front, and forgets who leaves", () => {
    const [a, b, c] = [entry("a"), entry("b"), entry("c")];
    const line = lineOf(c);
    line.putBack([a, b]);
    expect([...line]).toEqual([a, b, c]);
    expect(line.remove(b)).toBe(true);
    expect(line.remove(b)).toBe(false);
    expect([line.size, line.wants(["b"])]).toEqual([2, false]);
  });

  it("serves everybody once, and nobody before who came earlier for one of the same keys", () => {
    const keys = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1, maxLength: 3 });
    const bounds = fc.record({
      mostEntries: fc.integer({ min: 1, max: 6 }),
      mostKeys: fc.integer({ min: 1, max: 5 }),
      mixes: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 30 }), bounds, (carts, bound) => {
        const entries = carts.map((wanted, at) => ({ keys: wanted, at }));
        const line = new WaitingLine<(typeof entries)[number]>();
        for (const one of entries) line.add(one);
        const served: (typeof entries)[number][] = [];
        while (line.size > 0) {
          const group = line.takeGroup([], bound);
          expect(group.length).toBeGreaterThan(0);
          expect(group.length).toBeLessThanOrEqual(bound.mostEntries);
          served.push(...group);
        }
        expect(served.map(({ at }) => at).toSorted((x, y) => x - y)).toEqual(entries.map(({ at }) => at));
        for (const [place, one] of served.entries()) {
          const later = served.slice(place + 1).filter((other) => other.at < one.at);
          expect(later.filter((other) => other.keys.some((key) => one.keys.includes(key)))).toEqual([]);
        }
      }),
    );
  });
});
