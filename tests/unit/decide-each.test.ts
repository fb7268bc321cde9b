import { describe, expect, it } from "vitest";
import { decideEach, done, refused } from "#lib/group-commit/outcomes.ts";

describe("deciding each of some jobs", () => {
  it("goes by the order of coming, and a refusal is that job's alone", () => {
    const noMore = new Error("no more");
    let left = 5;
    const take = (wanted: number) => {
      if (wanted > left) throw noMore;
      left -= wanted;
      return { wanted, answer: `${left} left` };
    };
    const { granted, outcomes } = decideEach([3, 4, 2, 1], take);
    expect(outcomes).toEqual([done("2 left"), refused(noMore), done("0 left"), refused(noMore)]);
    expect(granted.map(({ wanted }) => wanted)).toEqual([3, 2]);
  });
});
