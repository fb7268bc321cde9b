import { expect, it } from "vitest";
import { csvOf } from "#lib/values/csv.ts";

it.each([
  ["=1+1"],
  ["+1"],
  ["-1"],
  ["@SUM(A1)"],
  ["\t=1"],
  ["\r=1"],
  ["  =cmd|' /C calc'!A0"],
  ["＝1+1"],
  ["\u200b=1"],
])("a spreadsheet shows %j as text", (text) => {
  expect(csvOf(["a"], [[text]])).toBe(`\ufeff"a"\r\n"'${text}"\r\n`);
});

it("keeps numbers, quotes, line breaks and what is not there", () => {
  expect(
    csvOf(
      ["a", "b"],
      [
        [-5, 'She said "hi",\nthen left'],
        [null, "한국어"],
      ],
    ),
  ).toBe('\ufeff"a","b"\r\n-5,"She said ""hi"",\nthen left"\r\n,"한국어"\r\n');
});
