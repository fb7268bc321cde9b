import { describe, expect, it } from "vitest";
import { nameInPath } from "#lib/values/path-name.ts";

describe("a name in an address", () => {
  it.each([
    ["moon-jar-mug", "moon-jar-mug"],
    ["%EB%8B%AC", "달"],
    ["달", "달"],
    ["%", "%"],
    ["100%25", "100%"],
    ["%E0%A4%A", "%E0%A4%A"],
  ])("%s is %s", (part, name) => expect(nameInPath(part)).toBe(name));

  it.each(["\0", "a%00", "%0A", "\ud800", "x".repeat(201)])("%j names nothing", (part) => {
    expect(nameInPath(part)).toBeNull();
  });
});
