import type { Random } from "./random.ts";

/** Texts that have broken shops before: bytes that stores refuse, codes that don't decode, letters that mislead. */
const TEXTS = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "x\udfffy",
  "\ud83d",
  "\u202eevil\u202c",
  "\u2066isolate",
  "\u200b",
  "\u00a0\u3000",
  "\r\nSet-Cookie: hacked=1",
  "\t\v\f\u0085",
  "\u001b[31mred",
  "\u007f",
  "%",
  "%%",
  "%zz",
  "%00",
  "%25",
  "%2e%2e%2f",
  "%E0%A4%A",
  "%ED%A0%80",
  "%C0%AF",
  "../../etc/passwd",
  "..\\..\\x",
  "/\\evil.test/x",
  "//evil.test/x",
  "/\t/evil.test",
  "/한글",
  "https://",
  "https://[",
  "https://x:99999/",
  "javascript:alert(1)",
  "data:text/html,<script>alert(7)</script>",
  "<script>alert(7)</script>",
  "\"'><img src=x onerror=alert(7)>",
  "' OR 1=1 --",
  "'; drop table users; --",
  "$1",
  "{{7*7}}",
  "$" + "{7*7}",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "undefined",
  "NaN",
  "true",
  "-1",
  "0",
  "1e5",
  "1e309",
  "9007199254740993",
  "99999999999999999999",
  "0x10",
  "１２３",
  "1,000",
  "2026-02-30T25:61:61Z",
  "0000-00-00",
  "+275760-09-13T00:00:00.001Z",
  "e\u0301".repeat(40),
  "가나다",
  "각",
  "ﬀ",
  "İ",
  "👨‍👩‍👧‍👦",
  "popular",
  "new",
  "api",
] as const;

/** A hostile text; sometimes a very long one. */
export function hostileText(random: Random): string {
  if (random.chance(0.06))
    return random.pick(["a", "가", "%", "\0", " ", "\ud800"]).repeat(10 ** random.below(5) * 3);
  if (random.chance(0.1)) return hostileText(random) + hostileText(random);
  return random.pick(TEXTS);
}

/** The text as bytes can carry it: without halves of letters. */
export const wellFormed = (text: string): string => Buffer.from(text).toString();

/** A hostile text as a caller can put it into an address: encoded, half encoded, or as it is. */
export function addressText(random: Random): string {
  const text = wellFormed(hostileText(random).slice(0, 3_000));
  return random.make<string>([
    () => encodeURIComponent(text),
    () => encodeURIComponent(text),
    () => text.replace(/[\r\n\0 ]/g, "%20"),
    () => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  ]);
}

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  1.5,
  99,
  100,
  101,
  1_000,
  1_001,
  1_000_000,
  1_000_001,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 53),
  1e21,
  1e308,
  -1e308,
  Number.MIN_VALUE,
] as const;

export const hostileNumber = (random: Random): number => random.pick(NUMBERS);

/** A JSON value of any kind and, now and then, of great depth. */
export function hostileJson(random: Random, depth = 0): unknown {
  return random.make<unknown>([
    hostileText,
    hostileText,
    hostileNumber,
    hostileNumber,
    () => null,
    () => random.chance(0.5),
    () => (depth > 3 ? [] : Array.from({ length: random.below(4) }, () => hostileJson(random, depth + 1))),
    () =>
      depth > 3
        ? {}
        : Object.fromEntries(
            Array.from({ length: random.below(4) }, () => [
              hostileText(random),
              hostileJson(random, depth + 1),
            ]),
          ),
    () => (random.chance(0.1) ? nested(2_000) : "deep"),
  ]);
}

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
};
