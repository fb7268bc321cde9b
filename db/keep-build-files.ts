import { existsSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import { oneConnection } from "./one-connection.ts";

/** Pages of a build that ended so long ago are open no more. */
const KEPT_DAYS = 14;

const compress = promisify(brotliCompress);

/**
 * Puts the files of this machine's build where all machines find them, and says that they are in use. Those of
 * builds that nobody has served for two weeks are deleted. Only what is new is read and sent.
 */
export async function keepBuildFiles(databaseUrl: string, distDir: string): Promise<void> {
  const folder = join(distDir, "static");
  if (!existsSync(folder)) return;
  const client = oneConnection(databaseUrl);
  try {
    const paths = await pathsIn(folder);
    const known = await client<{ path: string }[]>`
      update build_files set seen_at = now() where path = any (${paths}::text[]) returning path`;
    const isKnown = new Set(known.map(({ path }) => path));
    for (const path of paths) {
      if (isKnown.has(path)) continue;
      const body = await compressed(join(distDir, path));
      await client`insert into build_files (path, body) values (${path}, ${body})
        on conflict (path) do update set seen_at = now()`;
    }
    await client`delete from build_files where seen_at < now() - make_interval(days => ${KEPT_DAYS})`;
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function pathsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => `static${path.slice(folder.length)}`.replaceAll("\\", "/"));
}

/** As the build has compressed it, where it has. */
const compressed = async (path: string): Promise<Buffer> =>
  existsSync(`${path}.br`) ? readFileSync(`${path}.br`) : compress(await readFile(path));
