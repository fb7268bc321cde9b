import { describe, expect, it } from "vitest";
import { bisect } from "#lib/group-commit/bisect.ts";
import { done, type Outcomes } from "#lib/group-commit/outcomes.ts";

/** Does all jobs or none: throws when a negative one is among them. */
function workshop(gone = new Set<number>()) {
  const finished: number[] = [];
  const work = async (jobs: readonly number[]): Promise<Outcomes<number>> => {
    const poisoned = jobs.find((job) => job < 0);
    if (poisoned !== undefined) throw new Error(`${poisoned} is poisoned`);
    const away = jobs.find((job) => gone.has(job));
    if (away !== undefined) throw new RangeError(`away at ${away}`);
    finished.push(...jobs);
    return jobs.map((job) => done(job * 10));
  };
  return { work, finished };
}

const isFatal = (error: unknown) => error instanceof RangeError;
const shown = (outcomes: Outcomes<number>) =>
  outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : String(outcome.reason)));

describe("jobs that are done together", () => {
  it("are done at once when all goes well", async () => {
    const { work, finished } = workshop();
    expect(shown(await bisect([1, 2, 3], work, isFatal))).toEqual([10, 20, 30]);
    expect(finished).toEqual([1, 2, 3]);
  });

  it("lose only the poisoned ones, and each of the others is done once, in order", async () => {
    const { work, finished } = workshop();
    const outcomes = await bisect([1, 2, -3, 4, 5, -6, 7], work, isFatal);
    expect(shown(outcomes)).toEqual([10, 20, "Error: -3 is poisoned", 40, 50, "Error: -6 is poisoned", 70]);
    expect(finished).toEqual([1, 2, 4, 5, 7]);
  });

  it("are given up as a whole when that concerns all", async () => {
    const { work, finished } = workshop(new Set([2]));
    await expect(bisect([1, 2, 3], work, isFatal)).rejects.toThrow("away at 2");
    expect(finished).toEqual([]);
  });

  it("keep what the first half did when the rest is given up", async () => {
    const { work, finished } = workshop(new Set([4]));
    const outcomes = await bisect([1, 2, -3, 4], work, isFatal);
    expect(shown(outcomes)).toEqual([10, 20, "Error: -3 is poisoned", "RangeError: away at 4"]);
    expect(finished).toEqual([1, 2]);
  });
});
