import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { freePort } from "./redis-server.ts";

type Told = "ready" | { readonly pids: readonly number[] };

/** A machine of the shop on the running shop's services: a supervisor of its own and its one app process. */
export class OwnSupervisor {
  #pids: readonly number[] = [];

  private constructor(
    readonly process: ChildProcess,
    readonly url: string,
  ) {
    process.on("message", (told: Told) => {
      if (told !== "ready") this.#pids = told.pids;
    });
  }

  static async start(): Promise<OwnSupervisor> {
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const env = { ...process.env, NODE_ENV: "production" as const, PORT: String(port), APP_URL: url };
    const child = fork("tests/support/supervisor-main.ts", {
      env,
      execArgv: ["--import", "tsx"],
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const supervisor = new OwnSupervisor(child, url);
    for (;;) {
      const [told] = (await once(child, "message")) as [Told];
      if (told === "ready") return supervisor;
    }
  }

  /** Its app process. */
  get pid(): number {
    const [pid] = this.#pids;
    if (pid === undefined) throw new Error("no process is up");
    return pid;
  }

  /** Kills the supervisor and its processes in one moment, as the end of a machine does. */
  killAll(): void {
    try {
      process.kill(-(this.process.pid ?? 0), "SIGKILL");
    } catch {
      // All of them have ended.
    }
  }

  async end(): Promise<void> {
    const isGone = this.process.exitCode !== null || this.process.signalCode !== null;
    const gone = isGone ? null : once(this.process, "exit");
    this.killAll();
    await gone;
  }
}
