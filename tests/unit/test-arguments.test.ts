import { describe, expect, it } from "vitest";
import { readArguments } from "#scripts/test/arguments.ts";

describe("the arguments of npm test", () => {
  it("name nothing for the whole run", () => {
    const { parts, files, isWhole } = readArguments([]);
    expect([[...parts], files, isWhole]).toEqual([
      ["check", "unit", "integration", "hostile", "faults", "e2e"],
      [],
      true,
    ]);
  });

  it("name parts, then parts of file names, and options anywhere", () => {
    const { parts, files, flags } = readArguments(["--coverage", "integration", "checkout", "cart"]);
    expect([[...parts], files, [...flags]]).toEqual([["integration"], ["checkout", "cart"], ["--coverage"]]);
  });

  it.each([
    [["chekout"], 'no part "chekout"'],
    [["unit", "--wach"], 'no option "--wach"'],
  ])("refuse what they don't know: %j", (args, message) => {
    expect(() => readArguments(args)).toThrow(message);
  });
});
