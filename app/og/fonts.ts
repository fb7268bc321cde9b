import { readFile } from "node:fs/promises";
import { join } from "node:path";

const GEIST = "node_modules/geist/dist/fonts/geist-sans/Geist-SemiBold.ttf";
/** The Hangul of KS X 1001 in the same weight, made by `scripts/korean-font.mjs`. */
const PRETENDARD = "app/og/pretendard-600-hangul.woff";

interface Font {
  readonly name: string;
  readonly data: Buffer;
  readonly weight: 600;
}

let read: Promise<Font[]> | undefined;

/** The fonts that pictures are drawn with, read once; the second has the Korean letters. */
export function fonts(): Promise<Font[]> {
  read ??= Promise.all([fontOf("Geist", GEIST), fontOf("Pretendard", PRETENDARD)]);
  return read;
}

async function fontOf(name: string, file: string): Promise<Font> {
  return { name, weight: 600, data: await readFile(join(process.cwd(), file)) };
}
