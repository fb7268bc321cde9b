import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "../setup/failure.mjs";

const READY_WITHIN_MS = 90_000;
const DRAIN_WITHIN_MS = 12_000;

/** The app's processes, all behind one port; a dead one is replaced at once. */
export class AppProcesses {
  readonly #workers = new Map<number, { worker: Worker; bornAt: number }>();
  #stopping = false;
  #failures = 0;

  constructor(
    private readonly instances: number,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly onChange: () => void,
  ) {
    cluster.setupPrimary({ exec: "scripts/app-process.mjs", args: [] });
    cluster.on("exit", (worker, code, signal) => this.#bury(worker, signal || String(code)));
  }

  get pids(): number[] {
    return [...this.#workers.values()].flatMap(({ worker }) => worker.process.pid ?? []);
  }

  /** Starts all and waits until the shop says that it is ready. */
  async start(url: string): Promise<void> {
    for (let count = 0; count < this.instances; count += 1) this.#fork();
    const end = Date.now() + READY_WITHIN_MS;
    while (!(await isReady(url))) {
      if (Date.now() > end || this.#failures > 3) {
        throw new Failure(
          "The app did not get ready.",
          "What it printed above tells why. Mend that, and start again.",
        );
      }
      await pause(50);
    }
  }

  /** Lets every process finish the requests that it has. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(
      [...this.#workers.values()].map(async ({ worker }) => {
        const gone = once(worker, "exit");
        if (worker.isConnected()) worker.send("drain");
        const timer = setTimeout(() => worker.process.kill("SIGKILL"), DRAIN_WITHIN_MS);
        await gone;
        clearTimeout(timer);
      }),
    );
  }

  #fork(): void {
    const worker = cluster.fork(this.environment);
    this.#workers.set(worker.id, { worker, bornAt: Date.now() });
    this.onChange();
  }

  #bury(worker: Worker, why: string): void {
    const buried = this.#workers.get(worker.id);
    if (!buried) return;
    this.#workers.delete(worker.id);
    if (this.#stopping) return;
    process.stderr.write(`  an app process ended (${why}); starting another\n`);
    this.#failures = Date.now() - buried.bornAt > 5_000 ? 0 : this.#failures + 1;
    setTimeout(() => this.#replace(), this.#failures === 0 ? 0 : Math.min(100 * 2 ** this.#failures, 5_000));
    this.onChange();
  }

  #replace(): void {
    if (!this.#stopping) this.#fork();
  }
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/health/ready`).catch(() => null);
  return answer?.status === 200;
}
