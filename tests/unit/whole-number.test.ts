import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wholeNumberOf, wonOf } from "#lib/values/whole-number.ts";

describe("a whole number that was typed", () => {
  it.each([
    ["50000", 50_000],
    [" 50,000 ", 50_000],
    ["５００００", 50_000],
    ["５０，０００", 50_000],
    ["50 000", 50_000],
    ["50\u00a0000", 50_000],
    ["50\u202f000", 50_000],
    ["１\u3000０００\u3000０００", 1_000_000],
    ["1'000'000", 1_000_000],
    ["1’000", 1_000],
    ["-5", -5],
    ["−5", -5],
    ["－５", -5],
    ["+5", 5],
    ["007", 7],
    ["0", 0],
  ])("%j is %i", (text, number) => {
    expect(wholeNumberOf(text)).toBe(number);
  });

  it.each([
    "",
    " ",
    "1e5",
    "１ｅ５",
    "0x10",
    "1.5",
    "1.000",
    "10,00",
    "1,0000",
    "1,000 000",
    ",100",
    "100,",
    "1,,000",
    "--1",
    "Infinity",
    "NaN",
    "five",
    "①e",
    "1 2",
    "9".repeat(16),
    "10,000.00",
    "1_000",
  ])("%j is none", (text) => {
    expect(wholeNumberOf(text)).toBeNull();
  });

  it("is the number that a browser wrote, in either language", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (number) => {
        for (const locale of ["en-US", "ko-KR", "fr-FR", "de-CH"]) {
          expect(wholeNumberOf(number.toLocaleString(locale))).toBe(number + 0);
        }
      }),
    );
  });

  it.each(["₩50,000", "￦５０，０００", "50,000원", "50000 P", "KRW 50,000"])("%j is 50,000 won", (text) => {
    expect(wonOf(text)).toBe(50_000);
  });
});
