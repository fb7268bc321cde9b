import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";

/** What the process can be told to do; it prints one line when it is done. */
export type LockCommand =
  | { readonly do: "hold"; readonly keys: string[]; readonly leaseMs: number; readonly waitMs: number }
  | { readonly do: "release" }
  | { readonly do: "count"; readonly key: string; readonly times: number; readonly locked: boolean };

/** Another process that takes locks on a test's Redis, and can be killed or stopped. */
export class LockProcess {
  readonly #lines: AsyncIterator<string>;

  private constructor(
    readonly child: ChildProcess,
    lines: Interface,
  ) {
    this.#lines = lines[Symbol.asyncIterator]();
  }

  static async start(port: number, kind: "server" | "cluster" = "server"): Promise<LockProcess> {
    const child = fork("tests/support/lock-process-main.ts", [String(port), kind], {
      execArgv: ["--import", "tsx"],
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    if (!child.stdout) throw new Error("the process has no output");
    const process = new LockProcess(child, createInterface({ input: child.stdout }));
    await process.answer();
    return process;
  }

  tell(command: LockCommand): void {
    this.child.send(command);
  }

  /** The next line that the process prints. */
  async answer(): Promise<string> {
    const next = await this.#lines.next();
    if (next.done) throw new Error("the process ended without an answer");
    return next.value;
  }

  async ask(command: LockCommand): Promise<string> {
    this.tell(command);
    return this.answer();
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
  }
}
