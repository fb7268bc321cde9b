import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Failure } from "../../server/failure.mjs";

/** Makes the data directory. @throws Failure when this user can't write there. */
export function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Failure(
      `The data directory ${dataDir} can't be written: ${error instanceof Error ? error.message : String(error)}`,
      "Set DATA_DIR to a folder that this user may write in.",
    );
  }
}

/** Writes a file that only we can read, all of it or nothing. */
export function writePrivately(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}

/** A random secret, made once and kept in the data directory. */
export function keptSecret(dataDir: string, name: string): string {
  const path = join(dataDir, name);
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  const secret = randomBytes(32).toString("hex");
  writePrivately(path, secret);
  return secret;
}

/** A number that stays the same from start to start while it can: `choose` gets the last one. */
export async function remembered(
  dataDir: string,
  name: string,
  choose: (last?: number) => Promise<number>,
): Promise<number> {
  const path = join(dataDir, name);
  const last = existsSync(path) ? Number(readFileSync(path, "utf8")) : undefined;
  const chosen = await choose(last);
  if (chosen !== last) writePrivately(path, String(chosen));
  return chosen;
}
