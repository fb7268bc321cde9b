import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { isScrapeMessage, type ScrapeMessage } from "#lib/observability/scrape.ts";

/** A process whose event loop stood still for so long hangs: it is killed and replaced. */
const HUNG_MS = 6_000;
/** The longest that a process may take to leave. */
const DRAIN_WITHIN_MS = 12_000;

/** What an app process tells: it can take connections, it is alive, or what it measures. */
type Told = "ready" | "heartbeat" | ScrapeMessage;

/** One app process as its supervisor sees it. */
export class AppChild {
  readonly process: ChildProcess;
  readonly bornAt = performance.now();
  readonly gone: Promise<unknown>;
  isReady = false;
  /** Told to leave: nobody takes its place when it is gone. */
  isRetired = false;
  #heardAt = performance.now();

  constructor(
    environment: NodeJS.ProcessEnv,
    nodeOptions: readonly string[],
    onReady: (child: AppChild) => void,
    onScrape: (child: AppChild, message: ScrapeMessage) => void,
  ) {
    this.process = fork("server/app-process.mjs", { env: environment, execArgv: [...nodeOptions] });
    this.gone = once(this.process, "exit");
    this.process.on("message", (told: Told) => {
      this.heard();
      if (isScrapeMessage(told)) return onScrape(this, told);
      if (told !== "ready") return;
      this.isReady = true;
      onReady(this);
    });
  }

  /** It gave a sign of life, or nobody could have heard one. */
  heard(): void {
    this.#heardAt = performance.now();
  }

  get isHung(): boolean {
    return this.isReady && performance.now() - this.#heardAt > HUNG_MS;
  }

  /** Its answers say from now on that it leaves. */
  announceLeave(): void {
    if (this.isReady) this.tell("leave");
  }

  /** Has it finish what it has; resolves when it is gone. */
  async leave(): Promise<void> {
    this.isRetired = true;
    // What does not serve yet has nothing to finish, and may not hear yet.
    if (!this.isReady) this.process.kill("SIGKILL");
    this.tell("drain");
    const timer = setTimeout(() => this.process.kill("SIGKILL"), DRAIN_WITHIN_MS);
    await this.gone;
    clearTimeout(timer);
  }

  tell(word: "leave" | "drain" | ScrapeMessage): void {
    // A failure means that it is gone.
    if (this.process.connected) this.process.send(word, () => {});
  }
}
