import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import en from "#app/_i18n/messages/en.json" with { type: "json" };
import { isolated } from "#lib/values/isolated.ts";

const between = (text: string) => `\u2068${text}\u2069`;

describe("a text that somebody wrote, inside a sentence", () => {
  it.each([
    ["Hebrew", "כוס קפה"],
    ["Arabic", "قهوة 2"],
    ["Arabic in presentation forms", "\ufee3\ufeae\ufea3\ufe92\ufe8e"],
    ["Syriac", "ܫܠܡܐ"],
    ["N'Ko", "ߒߞߏ"],
    ["Adlam", "\u{1e900}\u{1e901}"],
    ["Latin with Hebrew in it", "Mug אבג 3"],
    ["Latin with a right-to-left mark", "Mug\u200f!"],
  ])("%s keeps to itself", (_, name) => {
    expect(isolated(name)).toBe(between(name));
  });

  it.each(["Pour-over Kettle", "첫눈 머그", "ＣＡＦÉ 2", "Ω·Ж·ก", "", "🫖"])("%s stays as it is", (name) => {
    expect(isolated(name)).toBe(name);
  });
});

/** Places in messages where a text stands that an admin or a shopper wrote. */
const WRITTEN = ["name", "q", "reason"];
/** Names that a program made. */
const MADE = new Set(["choose", "failure"]);

function keysIn(messages: object): [key: string, text: string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value] as [string, string]] : keysIn(value as object),
  );
}

it("every written text in a message is isolated where the message is told", async () => {
  const keys = keysIn(en).flatMap(([key, text]) =>
    WRITTEN.some((place) => text.includes(`{${place}}`)) && !MADE.has(key) ? [key] : [],
  );
  expect(keys.length).toBeGreaterThan(15);
  const told: string[] = [];
  for (const file of await readdir("app", { recursive: true })) {
    if (!/\.tsx?$/.test(file)) continue;
    const source = readFileSync(join("app", file), "utf8");
    const calls = [...source.matchAll(/\(\s*"(\w+)",\s*\{([^}]*)\}/g)];
    for (const [, key = "", values = ""] of calls) {
      if (!keys.includes(key) || !WRITTEN.some((place) => new RegExp(`\\b${place}\\b`).test(values)))
        continue;
      if (!source.includes("isolated(")) told.push(`${file}: ${key}`);
    }
  }
  expect(told).toEqual([]);
});
