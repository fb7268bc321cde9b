import { readFile } from "node:fs/promises";
import { join } from "node:path";

const GEIST = "geist/dist/fonts/geist-sans/Geist-SemiBold.ttf";
const GOWUN = "@fontsource/gowun-dodum/files/gowun-dodum-korean-400-normal.woff";

interface Font {
  readonly name: string;
  readonly data: Buffer;
  readonly weight: 400 | 600;
}

let read: Promise<Font[]> | undefined;

/** The fonts that pictures are drawn with, read once; the second has the Korean letters. */
export function fonts(): Promise<Font[]> {
  read ??= Promise.all([fontOf("Geist", GEIST, 600), fontOf("Gowun Dodum", GOWUN, 400)]);
  return read;
}

async function fontOf(name: string, file: string, weight: Font["weight"]): Promise<Font> {
  return { name, weight, data: await readFile(join(process.cwd(), "node_modules", file)) };
}
