import type { LockView } from "./events.ts";
import type { Link } from "./link.ts";
import type { AcquireOptions } from "./options.ts";
import { ACQUIRE } from "./scripts/acquire.lua.ts";
import { FORCE_RELEASE } from "./scripts/force-release.lua.ts";
import { INSPECT } from "./scripts/inspect.lua.ts";
import { RELEASE } from "./scripts/release.lua.ts";
import { RENEW } from "./scripts/renew.lua.ts";

/** Who is in the way; times in milliseconds, by the server's clock. */
export type InTheWay = [
  state: "waiting" | "refused",
  position: number,
  leaseLeft: number,
  holder: string,
  serverNow: number,
];

/** The answer to an acquire: a token alone is a grant of this moment. */
export type AcquireReply = number | [state: "granted", token: number, leaseLeft: number] | InTheWay;

/** The five verbs of the protocol, each one script and one round trip. */
export class LockServer {
  readonly #keys: readonly string[];
  readonly #scripts: Record<"acquire" | "release" | "renew" | "forceRelease" | "inspect", string>;

  constructor(
    private readonly link: Link,
    namespace: string,
  ) {
    // The braces keep the namespace in one hash slot of a Cluster.
    this.#keys = ["claims", "queue"].map((name) => `{${namespace}}:${name}`);
    const about = (script: string) => `local COUNTS = ${link.countsListeners}${script}`;
    this.#scripts = {
      acquire: about(ACQUIRE),
      release: about(RELEASE),
      renew: about(RENEW),
      forceRelease: about(FORCE_RELEASE),
      inspect: about(INSPECT),
    };
  }

  /** Asks for all `keys`, with the wait that is left. */
  acquire(
    id: string,
    keys: readonly string[],
    { leaseMs, floor = 0n }: AcquireOptions,
    waitLeftMs: number,
  ): Promise<AcquireReply> {
    const args = [id, Math.ceil(leaseMs), Math.ceil(waitLeftMs), String(floor), ...keys];
    return this.link.run(this.#scripts.acquire, this.#keys, args);
  }

  /**
   * Whether the id held its keys until now, and behind it the messages for this process that came of it. The
   * keys are named when it is known that it holds them.
   */
  release(id: string, keys: readonly string[] = []): Promise<0 | 1 | [held: 0 | 1, ...messages: string[]]> {
    return this.link.run(this.#scripts.release, this.#keys, [id, ...keys]);
  }

  /** For each lease, whether it is renewed. */
  async renew(leases: readonly { id: string; leaseMs: number }[]): Promise<boolean[]> {
    const args = leases.flatMap(({ id, leaseMs }) => [id, Math.ceil(leaseMs)]);
    const replies = await this.link.run<(0 | 1)[]>(this.#scripts.renew, this.#keys, args);
    return replies.map((reply) => reply === 1);
  }

  /** Whether somebody held the key. */
  async forceRelease(key: string): Promise<boolean> {
    return (await this.link.run<0 | 1>(this.#scripts.forceRelease, this.#keys, [key])) === 1;
  }

  async inspect(): Promise<LockView[]> {
    const found = await this.link.run<string>(this.#scripts.inspect, this.#keys, []);
    const views: Omit<LockView, "waiting">[] = JSON.parse(found);
    return views.map((view) => ({ ...view, waiting: view.queue.length }));
  }
}
