import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Contended, Contention } from "./contend.ts";
import type { PeerName } from "./peers.ts";

/** What a process of the benchmark can be told. */
export type Order =
  | { readonly do: "contend"; readonly run: Contention }
  | { readonly do: "acquire"; readonly key: string; readonly leaseMs: number };

/** A process of the benchmark with one of the locks, which can be killed. */
export class Contender {
  private constructor(readonly child: ChildProcess) {}

  static async start(peer: PeerName, port: number, name: string): Promise<Contender> {
    const main = fileURLToPath(new URL("contender-main.ts", import.meta.url));
    const child = fork(main, [peer, String(port), name], {
      execArgv: ["--import", "tsx"],
      serialization: "advanced",
    });
    await once(child, "message");
    return new Contender(child);
  }

  async contend(run: Contention): Promise<Contended> {
    const answer = once(this.child, "message");
    this.order({ do: "contend", run });
    const [contended] = await answer;
    return contended;
  }

  /** Asks for a lock and keeps it; resolves when it has it. */
  async acquire(key: string, leaseMs: number): Promise<void> {
    const answer = once(this.child, "message");
    this.order({ do: "acquire", key, leaseMs });
    await answer;
  }

  order(order: Order): void {
    this.child.send(order);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
  }
}
