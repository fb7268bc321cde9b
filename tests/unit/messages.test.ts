import { describe, expect, it } from "vitest";
import en from "#app/_i18n/messages/en.json";
import ko from "#app/_i18n/messages/ko.json";

interface Messages {
  readonly [key: string]: string | Messages;
}

/** Every text with the path of its key. */
function textsOf(messages: Messages, path = ""): Map<string, string> {
  const entries = Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as const] : [...textsOf(value, `${path}${key}.`)],
  );
  return new Map(entries);
}

/** The values that a text is filled with; the braces of a plural's branches hold text, in which values stand again. */
function holesOf(text: string): string[] {
  const names = new Set<string>();
  const open: ("hole" | "choice" | "branch")[] = [];
  for (const { 0: token, 1: name, 2: kind } of text.matchAll(/\{\s*(\w+)\s*(?:,\s*(\w+))?|[{}]/g)) {
    if (token === "}") open.pop();
    else if (open.at(-1) === "choice") open.push("branch");
    else {
      if (name) names.add(name);
      open.push(kind === "plural" || kind === "select" || kind === "selectordinal" ? "choice" : "hole");
    }
  }
  return [...names].sort();
}

const english = textsOf(en);
const korean = textsOf(ko);

describe("the shop's texts", () => {
  it("are there in both languages, key by key", () => {
    expect([...korean.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("are not empty", () => {
    const empty = [...english, ...korean].filter(([, text]) => text.trim() === "").map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it("tell the same facts in both languages", () => {
    const differing = [...english].filter(
      ([key, text]) => String(holesOf(text)) !== String(holesOf(korean.get(key) ?? "")),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});
