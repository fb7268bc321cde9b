import { describe, expect, it } from "vitest";
import { plainLines, plainText } from "#lib/values/plain-text.ts";

describe("a line of text", () => {
  it.each(["Mug", "달항아리", "👨‍👩‍👧", "e\u0301", "עברית", "a".repeat(100), "x ‏ y"])("takes %j", (text) => {
    expect(plainText(100).parse(` ${text} `)).toBe(text);
  });

  it.each([
    "",
    "   ",
    "\u3000\u00a0",
    "\u200b",
    "\u3164",
    "\u2800",
    "\ufe0f",
    "\u034f\u115f",
    "a\u2028b",
    "a\u2029b",
    "\u202e",
    "a\0b",
    "a\nb",
    "a\u001b[31mb",
    "a\u0085b",
    "\ud800",
    "x\udfff",
    "a".repeat(101),
  ])("refuses %j", (text) => expect(plainText(100).safeParse(text).success).toBe(false));

  it("leaves out what would turn the text after it", () => {
    expect(plainText(100).parse("\u202egnp.exe\u202c")).toBe("gnp.exe");
  });
});

describe("lines of text", () => {
  it("may break, and have no other control characters", () => {
    expect(plainLines(100).parse("one\r\n\ttwo\n")).toBe("one\r\n\ttwo");
    for (const text of ["a\0b", "a\u0007b", "\ud800"])
      expect(plainLines(100).safeParse(text).success).toBe(false);
  });
});
