import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../server/failure.mjs";
import { helper } from "../../server/run-end.mjs";
import { compressBuild } from "./compress-build.ts";
import { fingerprintOfBuild } from "./source-files.ts";

/** Builds the production app where the build is missing or older than what it was made from. Answers whether it built. */
export async function buildApp(distDir: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
  const stamp = join(distDir, "lockstep-build");
  const wanted = await fingerprintOfBuild();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  const { code, output } = await nextBuild({
    ...environment,
    NODE_ENV: "production",
    NEXT_DIST_DIR: distDir,
  });
  if (code !== 0) {
    const advice = "Read the lines above, mend what they name, and start again.";
    throw new Failure(`The build failed.\n${output.trim()}`, advice);
  }
  await compressBuild(distDir);
  writeFileSync(stamp, wanted);
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
