import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Failure } from "../../server/failure.mjs";
import { checkNode } from "./packages.mjs";

/**
 * Lets Node run TypeScript with the packages that are there: the commands for production install nothing, and write
 * nothing outside DATA_DIR.
 */
export async function useInstalledPackages() {
  checkNode();
  if (!existsSync("node_modules/tsx") || !existsSync("node_modules/next")) {
    throw new Failure(
      "The packages are missing.",
      "This command installs nothing. Run: npm ci (in production: npm ci --omit=dev)",
    );
  }
  keepTemporaryFilesInside(resolve(process.env["DATA_DIR"] || ".data"));
  const { register } = await import("tsx/esm/api");
  register();
}

/**
 * What Node, tsx and Next keep for later goes there too.
 * @param {string} dataDir
 */
function keepTemporaryFilesInside(dataDir) {
  const folder = join(dataDir, "tmp");
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Failure(
      `The data directory ${dataDir} can't be written: ${error instanceof Error ? error.message : String(error)}`,
      "Set DATA_DIR to a folder that this user may write in.",
    );
  }
  process.env["TMPDIR"] = folder;
  if (!hasHome()) process.env["HOME"] = folder;
}

/** Nobody of the system's users, as a cluster may run a container, has none; packages ask for it as they are loaded. */
function hasHome() {
  try {
    return homedir() !== "";
  } catch {
    return false;
  }
}
