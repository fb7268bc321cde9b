import { setTimeout as pause } from "node:timers/promises";
import { AppChild } from "./app-child.ts";
import { freeLocksOf } from "./dead-holder.ts";
import { Failure } from "./failure.mjs";
import { FrontDoor } from "./front-door.ts";
import { MetricsOfProcesses } from "./metrics-of-processes.ts";

const READY_WITHIN_MS = 90_000;
/** So long `ready` says no while everything is still answered: the load balancer finds out and sends no more callers. */
const LEAVE_MS = 1_000;
const LOOK_MS = 250;

/** The app's processes, all behind one port; a dead one is replaced at once, one that hangs is killed. */
export class AppProcesses {
  readonly #children = new Set<AppChild>();
  readonly #door = new FrontDoor();
  readonly #metrics = new MetricsOfProcesses();
  #watch: NodeJS.Timeout | undefined;
  #lookedAt = performance.now();
  #reloading: Promise<void> | undefined;
  #stopping = false;
  #failures = 0;

  constructor(
    private readonly instances: number,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly onChange: () => void,
    private readonly nodeOptions: string[] = [],
  ) {}

  get pids(): number[] {
    return [...this.#children].flatMap((child) => child.process.pid ?? []);
  }

  /** Those that take connections. */
  get readyPids(): number[] {
    return [...this.#children].flatMap(({ isReady, process: { pid } }) => (isReady && pid ? [pid] : []));
  }

  /** Starts all and waits until the shop says that it is ready. */
  async start(port: number, url: string): Promise<void> {
    await this.#door.listen(port);
    // A debugger stops a process for as long as it likes.
    if (this.environment["LOCKSTEP_DEV"] !== "1") this.#watch = setInterval(() => this.#look(), LOOK_MS);
    for (let count = 0; count < this.instances; count += 1) this.#fork();
    const end = Date.now() + READY_WITHIN_MS;
    while (!(this.#stopping || (await isReady(url)))) {
      if (Date.now() > end || this.#failures > 3) {
        throw new Failure(
          "The app did not get ready.",
          "What it printed above tells why. Mend that, and start again.",
        );
      }
      await pause(25);
    }
  }

  /**
   * Replaces each process by a new one that is ready before the old one leaves.
   * @throws Failure when a new one does not get ready; the old ones go on then.
   */
  reload(): Promise<void> {
    this.#reloading ??= this.#replaceAll().finally(() => {
      this.#reloading = undefined;
    });
    return this.#reloading;
  }

  /** Says that the shop leaves, then lets every process finish the requests that it has. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#watch);
    const children = [...this.#children];
    for (const child of children) child.announceLeave();
    if (children.some(({ isReady }) => isReady)) await pause(LEAVE_MS);
    this.#door.close();
    await Promise.all([...this.#children].map((child) => child.leave()));
  }

  async #replaceAll(): Promise<void> {
    for (const old of [...this.#children]) {
      // One that died meanwhile was replaced.
      if (!this.#children.has(old) || this.#stopping) continue;
      const fresh = this.#fork();
      if (!(await becomesReady(fresh))) {
        fresh.isRetired = true;
        fresh.process.kill("SIGKILL");
        throw new Failure(
          "A new process did not get ready.",
          "The old ones go on. Mend it, and reload again.",
        );
      }
      this.#door.remove(old.process);
      await old.leave();
    }
  }

  #fork(): AppChild {
    const child = new AppChild(
      this.environment,
      this.nodeOptions,
      () => {
        if (!this.#stopping) this.#door.add(child.process);
      },
      (from, message) => this.#metrics.heard(from, message, this.#children),
    );
    this.#children.add(child);
    child.process.once("exit", (code, signal) => this.#onExit(child, signal ?? String(code)));
    this.onChange();
    return child;
  }

  #onExit(child: AppChild, why: string): void {
    this.#children.delete(child);
    this.#door.remove(child.process);
    const { pid } = child.process;
    if (pid && why !== "0") void freeLocksOf(pid, this.environment);
    this.onChange();
    if (this.#stopping || child.isRetired) return;
    process.stderr.write(`  an app process ended (${why}); starting another\n`);
    this.#metrics.noteReplaced();
    this.#failures = performance.now() - child.bornAt > 5_000 ? 0 : this.#failures + 1;
    setTimeout(() => this.#replace(), this.#failures === 0 ? 0 : Math.min(100 * 2 ** this.#failures, 5_000));
  }

  #replace(): void {
    if (!this.#stopping) this.#fork();
  }

  #look(): void {
    const now = performance.now();
    // We were stopped ourselves, and have heard nobody.
    const wasAway = now - this.#lookedAt > 4 * LOOK_MS;
    this.#lookedAt = now;
    for (const child of this.#children) {
      if (wasAway) child.heard();
      if (!child.isHung) continue;
      process.stderr.write(`  app process ${child.process.pid} hangs; ending it\n`);
      child.process.kill("SIGKILL");
    }
  }
}

async function becomesReady(child: AppChild): Promise<boolean> {
  const isGone = child.gone.then(() => true);
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; ) {
    if (child.isReady) return true;
    if (await Promise.race([isGone, pause(25, false)])) return false;
  }
  return false;
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(
    () => null,
  );
  return answer?.status === 200;
}
