import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

/** A command of the shop that a test runs with settings of its own. */
export interface OwnCommand {
  readonly process: ChildProcess;
  /** All that it has printed so far. */
  printed(): string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Waits until it prints this. @throws Error with what it printed when it ends before. */
  says(text: RegExp): Promise<void>;
}

/** What the caller of a command has in its environment, whatever the tests' shop uses. */
const PLAIN = ["PATH", "HOME", "LANG"] as const;

/** Runs `node scripts/NAME.mjs` of the shop in `cwd`, as `user`, with nothing in its environment but `settings`. */
export function runScriptFile(
  name: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  cwd = process.cwd(),
  user: Readonly<{ uid?: number; gid?: number }> = {},
): OwnCommand {
  const plain = Object.fromEntries(
    PLAIN.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : [])),
  );
  const child = spawn(process.execPath, [`scripts/${name}.mjs`, ...args], {
    cwd,
    ...user,
    env: { ...plain, ...settings } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const ended = once(child, "close").then(([code]) => code as number | null);
  return {
    process: child,
    printed: () => printed,
    ended,
    says: async (text) => {
      while (!text.test(printed)) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended:\n${printed}`);
        await pause(10);
      }
    },
  };
}
