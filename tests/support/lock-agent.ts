import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** What an agent can be told; locks are known by names that the test gives. */
export type AgentOrder =
  | {
      readonly do: "acquire";
      readonly name: string;
      readonly keys: readonly string[];
      readonly waitMs: number;
      readonly leaseMs: number;
    }
  | { readonly do: "release" | "abort"; readonly name: string }
  | { readonly do: "storm"; readonly ms: number; readonly leaseMs: number; readonly keys: readonly string[] }
  | { readonly do: "ping" };

/** A turn of a storm: who held which keys from when to when, in ns of the machine's monotonic clock. */
export interface StormTurn {
  readonly keys: readonly string[];
  readonly token: bigint;
  readonly from: bigint;
  readonly to: bigint;
}

/** What an agent tells of its locks. */
export type AgentEvent =
  | { readonly what: "granted"; readonly name: string; readonly token: bigint }
  | { readonly what: "refused"; readonly name: string; readonly why: string }
  | { readonly what: "stormed"; readonly name: string; readonly turns: readonly StormTurn[] }
  | { readonly what: "queued" | "released" | "lost" | "pong"; readonly name: string };

/** A process that takes many locks at once on a test's Redis, and can be killed or stopped. */
export class LockAgent {
  private constructor(readonly child: ChildProcess) {}

  static async start(port: number, onEvent: (event: AgentEvent) => void): Promise<LockAgent> {
    const child = fork("tests/support/lock-agent-main.ts", [String(port)], {
      execArgv: ["--import", "tsx"],
      serialization: "advanced",
    });
    await once(child, "message");
    child.on("message", (event) => onEvent(event as AgentEvent));
    return new LockAgent(child);
  }

  tell(order: AgentOrder): void {
    this.child.send(order);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await gone;
  }
}
