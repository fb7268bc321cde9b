import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { Failure } from "./failure.mjs";
import { FrontDoor } from "./front-door.ts";

const READY_WITHIN_MS = 90_000;
const DRAIN_WITHIN_MS = 12_000;

/** What an app process tells: it can take connections, or it has taken one. */
type Told = "ready" | { taken: number };

/** The app's processes, all behind one port; a dead one is replaced at once. */
export class AppProcesses {
  readonly #children = new Map<ChildProcess, { bornAt: number }>();
  readonly #door = new FrontDoor();
  #stopping = false;
  #failures = 0;

  constructor(
    private readonly instances: number,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly onChange: () => void,
    private readonly nodeOptions: string[] = [],
  ) {}

  get pids(): number[] {
    return [...this.#children.keys()].flatMap(({ pid }) => pid ?? []);
  }

  /** Starts all and waits until the shop says that it is ready. */
  async start(port: number, url: string): Promise<void> {
    await this.#door.listen(port);
    for (let count = 0; count < this.instances; count += 1) this.#fork();
    const end = Date.now() + READY_WITHIN_MS;
    while (!(await isReady(url))) {
      if (Date.now() > end || this.#failures > 3) {
        throw new Failure(
          "The app did not get ready.",
          "What it printed above tells why. Mend that, and start again.",
        );
      }
      await pause(25);
    }
  }

  /** Lets every process finish the requests that it has. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#door.close();
    await Promise.all(
      [...this.#children.keys()].map(async (child) => {
        const gone = once(child, "exit");
        if (child.connected) child.send("drain");
        const timer = setTimeout(() => child.kill("SIGKILL"), DRAIN_WITHIN_MS);
        await gone;
        clearTimeout(timer);
      }),
    );
  }

  #fork(): void {
    const child = fork("server/app-process.mjs", { env: this.environment, execArgv: this.nodeOptions });
    this.#children.set(child, { bornAt: Date.now() });
    child.on("message", (told: Told) => {
      if (told === "ready") this.#door.add(child);
      else this.#door.taken(told.taken);
    });
    child.once("exit", (code, signal) => this.#onExit(child, signal ?? String(code)));
    this.onChange();
  }

  #onExit(child: ChildProcess, why: string): void {
    const buried = this.#children.get(child);
    this.#children.delete(child);
    this.#door.remove(child);
    if (this.#stopping || !buried) return;
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
  const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(
    () => null,
  );
  return answer?.status === 200;
}
