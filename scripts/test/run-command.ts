import { spawn } from "node:child_process";

/** How a command ended, and all that it printed. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a command of this project's packages, or of the PATH; `loud` shows its lines as they come. */
export function runCommand(
  [command = "", ...args]: readonly string[],
  environment: NodeJS.ProcessEnv,
  loud = false,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const path = `node_modules/.bin:${environment["PATH"] ?? ""}`;
    const child = spawn(command, args, {
      env: { ...environment, PATH: path },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (loud) process.stdout.write(chunk);
      });
    }
    child.on("error", (error) => resolve({ code: 1, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
