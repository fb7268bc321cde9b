import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, normalize } from "node:path";

/** What decides a build beside its own sources. */
const SETTINGS = [
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
  "postcss.config.mjs",
] as const;

/** An import of this project's own: by alias (`#lib/...`) or by a relative path. */
const OWN_IMPORT = /\b(?:from|import)\s*\(?\s*["'](#[^"']+|\.{1,2}\/[^"']+)["']/g;

/** A hash of all that Next puts into the build: pages, routes, public files, and every file that they import. */
export async function fingerprintOfBuild(): Promise<string> {
  const folders = await Promise.all(["app", "public"].map(filesIn));
  return fingerprint([...folders.flat(), "instrumentation.ts"], SETTINGS);
}

/** A hash of files and of every file of this project that they import, directly or not. */
export function fingerprint(roots: readonly string[], others: readonly string[] = []): string {
  const hash = createHash("sha256");
  const files = new Set<string>();
  const waiting = [...roots];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    if (/\.(?:tsx?|mjs)$/.test(file)) waiting.push(...importsOf(file));
  }
  for (const file of [...files, ...others].sort())
    if (existsSync(file)) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** Every file in a folder and the folders in it. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function importsOf(file: string): string[] {
  const found = readFileSync(file, "utf8").matchAll(OWN_IMPORT);
  return [...found].flatMap(([, specifier = ""]) => {
    const path = specifier.startsWith("#") ? specifier.slice(1) : normalize(join(file, "..", specifier));
    return existsSync(path) ? [path] : [];
  });
}
