import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../server/failure.mjs";
import { helper } from "../../server/run-end.mjs";
import { compressBuild } from "./compress-build.ts";
import { fingerprintOfBuild } from "./source-files.ts";

/** What the ids of server actions are salted with: the same in every build, so that a page of one works with another. */
const ACTION_SALT = createHash("sha256").update("lockstep server actions").digest("base64");
const ID_LENGTH = 20;

/** What Next starts from. */
const PARTS = ["BUILD_ID", "required-server-files.json", "server/app-paths-manifest.json", "static"];

const stampOf = (distDir: string) => join(distDir, "lockstep-build");

/** Whether the build is there, whole, and made from the very files that are here now. */
export async function stateOfBuild(distDir: string): Promise<"missing" | "stale" | "current"> {
  const stamp = stampOf(distDir);
  if (!existsSync(stamp)) return "missing";
  if (readFileSync(stamp, "utf8") !== (await fingerprintOfBuild())) return "stale";
  return PARTS.every((part) => existsSync(join(distDir, part))) ? "current" : "missing";
}

/** Builds the production app where the build is missing or older than what it was made from. Answers whether it built. */
export async function buildApp(distDir: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  if ((await stateOfBuild(distDir)) === "current") return false;
  const wanted = await fingerprintOfBuild();
  // A build that is stopped in the middle leaves files of two, which no stamp may vouch for.
  rmSync(stampOf(distDir), { force: true });
  const { code, output } = await nextBuild({
    ...environment,
    NODE_ENV: "production",
    NEXT_DIST_DIR: distDir,
    // By what it is made from: every machine names the build of one commit alike.
    LOCKSTEP_BUILD_ID: wanted.slice(0, ID_LENGTH),
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: ACTION_SALT,
  });
  if (code !== 0) {
    const advice = "Read the lines above, mend what they name, and start again.";
    throw new Failure(`The build failed.\n${output.trim()}`, advice);
  }
  await compressBuild(distDir);
  writeFileSync(stampOf(distDir), wanted);
  return true;
}

function nextBuild(environment: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      env: { ...environment, NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    helper(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
