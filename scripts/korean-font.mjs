import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import "./setup/root.mjs";

/**
 * Makes the Korean font of `public/fonts` anew, after new Korean words: the letters of the shop's own words in one
 * file, the other common ones in a second, which few pages load. It needs two packages that nobody else does:
 * `npm install --no-save pretendard@1.3.9 subset-font@2.9.0`, then `node scripts/korean-font.mjs`.
 */
const FOLDER = "public/fonts";
const WORDS = ["app/_i18n/messages/ko.json", "db/seed/coupons.ts", "db/seed/crowd.ts"];
const CATALOGUE = "db/seed/catalogue";
const FONT = "node_modules/pretendard/dist/public/variable/PretendardVariable.ttf";
const PICTURE_FONT = "node_modules/pretendard/dist/public/static/alternative/Pretendard-SemiBold.ttf";
const isHangul = (/** @type {string} */ letter) => /[\uac00-\ud7a3]/u.test(letter);

const files = [...WORDS, ...readdirSync(CATALOGUE).map((file) => `${CATALOGUE}/${file}`)];
const own = [...new Set(files.map((file) => readFileSync(file, "utf8")).join(""))].filter(isHangul).sort();
const more = commonLetters().filter((letter) => !own.includes(letter));

const { default: subsetFont } = await import("subset-font");
mkdirSync(FOLDER, { recursive: true });
let css = readFileSync(`${FOLDER}/korean.css`, "utf8");
for (const [name, letters] of Object.entries({ korean: own, "korean-more": more })) {
  const variationAxes = { wght: { min: 400, max: 700 } };
  const font = await subsetFont(readFileSync(FONT), letters.join(""), {
    targetFormat: "woff2",
    variationAxes,
  });
  writeFileSync(`${FOLDER}/${name}.woff2`, font);
  const face = new RegExp(`(/${name}\\.woff2"[^}]*unicode-range: )[^;]*`);
  css = css.replace(face, (_all, before) => before + rangesOf(letters));
}
writeFileSync(`${FOLDER}/korean.css`, css);
// What pictures for other sites are drawn with takes no variable font, and no woff2.
const [all, semiBold] = [commonLetters().join(""), readFileSync(PICTURE_FONT)];
writeFileSync(
  "app/og/pretendard-600-hangul.woff",
  await subsetFont(semiBold, `${all} `, { targetFormat: "woff" }),
);

/** The 2,350 syllables of KS X 1001, in which nearly all Korean is written. */
function commonLetters() {
  const decoder = new TextDecoder("euc-kr");
  const letters = [];
  for (let row = 0xb0; row <= 0xc8; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) letters.push(decoder.decode(new Uint8Array([row, cell])));
  }
  return letters.filter(isHangul);
}

/** @param {readonly string[]} letters */
function rangesOf(letters) {
  /** @type {[number, number][]} */
  const ranges = [];
  for (const code of letters.map((letter) => letter.codePointAt(0) ?? 0).sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === code - 1) last[1] = code;
    else ranges.push([code, code]);
  }
  const text = (/** @type {number} */ code) => code.toString(16);
  return ranges.map(([a, b]) => `U+${text(a)}${b > a ? `-${text(b)}` : ""}`).join(",");
}
