import type { LockView } from "./events.ts";
import type { Link } from "./link.ts";
import type { AcquireOptions } from "./options.ts";
import { ACQUIRE } from "./scripts/acquire.lua.ts";
import { FORCE_RELEASE } from "./scripts/force-release.lua.ts";
import { INSPECT } from "./scripts/inspect.lua.ts";
import { RELEASE } from "./scripts/release.lua.ts";
import { RENEW } from "./scripts/renew.lua.ts";

/** The answer to an acquire; server times in milliseconds by the server's clock. */
export type AcquireReply =
  | [state: "granted", token: string, leaseLeft: number]
  | [state: "waiting" | "refused", position: number, leaseLeft: number, holder: string, serverNow: number];

/** The five verbs of the protocol, each one script and one round trip. */
export class LockServer {
  readonly #keys: readonly string[];

  constructor(
    private readonly link: Link,
    namespace: string,
    private readonly holder: string,
  ) {
    // The braces keep the namespace in one hash slot of a Cluster.
    this.#keys = ["claims", "queue"].map((name) => `{${namespace}}:${name}`);
  }

  /** Asks for all `keys`, with the wait that is left. */
  acquire(
    id: string,
    keys: readonly string[],
    { leaseMs, floor = 0n }: AcquireOptions,
    waitLeftMs: number,
  ): Promise<AcquireReply> {
    const times = [Math.ceil(leaseMs), Math.ceil(waitLeftMs), String(floor)];
    return this.#run(ACQUIRE, id, this.holder, ...times, ...keys);
  }

  /**
   * Whether the id held its keys until now, and the messages for this process that came of it. The keys are
   * named when it is known that it holds them.
   */
  async release(id: string, keys: readonly string[] = []): Promise<{ held: boolean; messages: string[] }> {
    const [held, ...messages] = await this.#run<[0 | 1, ...string[]]>(RELEASE, id, ...keys);
    return { held: held === 1, messages };
  }

  /** For each lease, whether it is renewed. */
  async renew(leases: readonly { id: string; leaseMs: number }[]): Promise<boolean[]> {
    const replies = await this.#run<(0 | 1)[]>(
      RENEW,
      ...leases.flatMap(({ id, leaseMs }) => [id, Math.ceil(leaseMs)]),
    );
    return replies.map((reply) => reply === 1);
  }

  /** Whether somebody held the key. */
  async forceRelease(key: string): Promise<boolean> {
    return (await this.#run<0 | 1>(FORCE_RELEASE, key)) === 1;
  }

  async inspect(): Promise<LockView[]> {
    const views: Omit<LockView, "waiting">[] = JSON.parse(await this.#run<string>(INSPECT));
    return views.map((view) => ({ ...view, waiting: view.queue.length }));
  }

  #run<Reply>(script: string, ...args: (string | number)[]): Promise<Reply> {
    const counts = this.link.countsListeners ? 1 : 0;
    return this.link.run<Reply>(script, this.#keys, [counts, ...args]);
  }
}
