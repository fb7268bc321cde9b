import { expect, it } from "vitest";
import { csvOfRun } from "#app/admin/rush/run-export.ts";
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

it("a run's answers are columns, and none is a formula", () => {
  const point = { ms: 500, perSecond: 4, p50: 1, p95: 2, p99: null, left: 3, done: 2 };
  const points = [{ ...point, answers: { "=HYPERLINK()": 1, "201": 1 } }];
  const progress = { phase: "running", done: 2, total: 2, points };
  expect(csvOfRun({ progress } as Parameters<typeof csvOfRun>[0])).toBe(
    `\ufeff"ms","per_second","p50_ms","p95_ms","p99_ms","left","201","'=HYPERLINK()"\r\n500,4,1,2,,3,1,1\r\n`,
  );
});
