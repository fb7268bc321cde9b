import { describe, expect, it } from "vitest";
import { localeOf } from "#lib/values/locale.ts";

describe("the language of a request", () => {
  it.each([
    [null, "en"],
    ["", "en"],
    ["ko", "ko"],
    ["ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"],
    ["en-US,en;q=0.9,ko;q=0.8", "en"],
    ["de-DE, ko;q=0.3", "ko"],
    ["de-DE, fr;q=0.3", "en"],
    ["ko;q=0, en;q=0.1", "en"],
    ["ko;q=0", "en"],
    ["en;q=0.5, KO;q=0.6", "ko"],
  ])("%j means %s", (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });
});
