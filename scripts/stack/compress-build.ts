import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const [toBrotli, toGzip] = [promisify(brotliCompress), promisify(gzip)];
const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

/** Compresses the build's scripts and styles once and as well as can be: too slow for while a shopper waits. */
export async function compressBuild(distDir: string): Promise<void> {
  const folder = join(distDir, "static");
  const names = await readdir(folder, { recursive: true });
  const built = names.filter((name) => /\.(?:js|css)$/.test(name)).map((name) => join(folder, name));
  await Promise.all(
    built.map(async (path) => {
      const body = await readFile(path);
      const [br, gz] = await Promise.all([toBrotli(body, BEST), toGzip(body, { level: 9 })]);
      await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
    }),
  );
}
