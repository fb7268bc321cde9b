import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compress, ENCODINGS, SUFFIXES } from "#server/pages/encoding.ts";

const MOST_EFFORT = { br: 11, gzip: 9 };

/** Compresses the build's scripts and styles once and as well as can be: too slow for while a shopper waits. */
export async function compressBuild(distDir: string): Promise<void> {
  const folder = join(distDir, "static");
  const names = await readdir(folder, { recursive: true });
  const built = names.filter((name) => /\.(?:js|css)$/.test(name)).map((name) => join(folder, name));
  await Promise.all(
    built.map(async (path) => {
      const body = await readFile(path);
      const write = async (encoding: (typeof ENCODINGS)[number]) =>
        writeFile(path + SUFFIXES[encoding], await compress(body, encoding, MOST_EFFORT));
      await Promise.all(ENCODINGS.map(write));
    }),
  );
}
