import { describe, expect, it } from "vitest";
import { poolSizes } from "#server/pool-sizes.ts";

describe("the connections of one app process", () => {
  it("are 8 for reads and 6 for writes as long as all fit", () => {
    expect(poolSizes(1)).toEqual({ reads: 8, writes: 6 });
    expect(poolSizes(12)).toEqual({ reads: 8, writes: 6 });
  });

  it.each([13, 20, 40, 60])("fit PostgreSQL together, some of each, for %i processes", (instances) => {
    const { reads, writes } = poolSizes(instances);
    expect(Math.min(reads, writes)).toBeGreaterThan(0);
    expect(instances * (reads + writes + 1)).toBeLessThanOrEqual(180);
  });
});
