import type { ChildProcess } from "node:child_process";
import { endChild } from "./processes.ts";
import { isEnding } from "./run-end.mjs";

const running = new Set<SupervisedProcess>();

/** Ends all of this process, also those that have not got ready yet. */
export async function stopSupervised(): Promise<void> {
  await Promise.all([...running].map((one) => one.stop()));
}

/** A process that is started again whenever it dies, until it is told to stop. */
export class SupervisedProcess {
  #child: ChildProcess | undefined;
  #stopping = false;
  #failures = 0;
  #startedAt = 0;

  constructor(
    private readonly name: string,
    private readonly launch: () => ChildProcess,
    private readonly stopSignal: NodeJS.Signals,
    private readonly onChange: () => void,
  ) {}

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (isEnding()) return;
    running.add(this);
    this.#startedAt = Date.now();
    const child = this.launch();
    this.#child = child;
    child.once("error", (error) =>
      process.stderr.write(`  ${this.name} could not start: ${error.message}\n`),
    );
    child.once("exit", (code, signal) => {
      if (this.#stopping) return;
      process.stderr.write(`  ${this.name} ended (${signal ?? code}); starting it again\n`);
      this.#child = undefined;
      this.#failures = Date.now() - this.#startedAt > 5_000 ? 0 : this.#failures + 1;
      setTimeout(() => this.#again(), Math.min(50 * 2 ** this.#failures, 5_000));
    });
    this.onChange();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child) await endChild(this.#child, this.stopSignal, 15_000);
    running.delete(this);
  }

  #again(): void {
    if (!this.#stopping) this.start();
  }
}
