import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("has every Korean letter that the shop says in the font that Korean pages load first", () => {
  const css = readFileSync("public/fonts/korean.css", "utf8");
  const [, ranges = ""] = /korean\.woff2"[^}]*unicode-range: ([^;]*)/.exec(css) ?? [];
  const has = new Set<number>();
  for (const range of ranges.split(",")) {
    const [from = 0, to = from] = range
      .replace("U+", "")
      .split("-")
      .map((code) => Number.parseInt(code, 16));
    for (let code = from; code <= to; code += 1) has.add(code);
  }
  const said = readFileSync("app/_i18n/messages/ko.json", "utf8");
  const lacking = [...new Set(said)].filter(
    (letter) => /[\uac00-\ud7a3]/u.test(letter) && !has.has(letter.codePointAt(0) ?? 0),
  );
  // Else: scripts/korean-font.mjs
  expect(lacking).toEqual([]);
});
