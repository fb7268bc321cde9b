import type { Connections } from "./connections.ts";
import type { LockView } from "./events.ts";
import type { AcquireOptions } from "./options.ts";
import { ACQUIRE } from "./scripts/acquire.lua.ts";
import { CONFIRM } from "./scripts/confirm.lua.ts";
import { FORCE_RELEASE } from "./scripts/force-release.lua.ts";
import { INSPECT } from "./scripts/inspect.lua.ts";
import { RELEASE } from "./scripts/release.lua.ts";
import { RENEW } from "./scripts/renew.lua.ts";

/** What blocks an attempt; times in milliseconds. */
export type InTheWay = [
  state: "waiting" | "refused",
  position: number,
  leaseLeft: number,
  holder: string,
  ticket: string,
];

/** The answer to an acquire: a token alone is a grant of this moment. */
export type AcquireReply = number | [state: "granted", token: number] | InTheWay | [state: "gone"];

/** How long a request of an id that was given up may still be on its way. */
const LATE_MS = 300_000;

/** The verbs of the protocol, each one script and one round trip. */
export class LockCommands {
  readonly #connections: Connections;
  readonly #acquire: string;
  readonly #release: string;
  readonly #renew: string;
  readonly #forceRelease: string;

  /** `maxPasses` is how often a waiter may be passed by others behind it. */
  constructor(connections: Connections, maxPasses: number) {
    this.#connections = connections;
    const told = (script: string) => `local PASSES = ${maxPasses}${script}`;
    this.#acquire = told(ACQUIRE);
    this.#release = told(RELEASE);
    this.#renew = told(RENEW);
    this.#forceRelease = told(FORCE_RELEASE);
  }

  /** Requests all `keys`, with the remaining wait and the ticket of the earlier place in line. */
  acquire(
    id: string,
    keys: readonly string[],
    { leaseMs, minToken = 0n }: AcquireOptions,
    waitLeftMs: number,
    ticket: string,
  ): Promise<AcquireReply> {
    const args = [id, Math.ceil(leaseMs), Math.ceil(waitLeftMs), String(minToken), ticket, ...keys];
    return this.#connections.run(this.#acquire, args);
  }

  /** Takes what was offered; the token, or 0 when the offer was withdrawn. */
  confirm(id: string, leaseMs: number): Promise<number> {
    return this.#connections.run(CONFIRM, [id, Math.ceil(leaseMs)]);
  }

  /**
   * Whether the id held its keys until now, and behind it the grants to this process that came of it. The keys
   * are named when it is known that it holds them. `mayBeLate`: a request of this id may still be on its way.
   */
  release(
    id: string,
    keys: readonly string[],
    mayBeLate: boolean,
  ): Promise<0 | 1 | [held: 0 | 1, ...grants: string[]]> {
    return this.#connections.run(this.#release, [id, mayBeLate ? LATE_MS : 0, ...keys]);
  }

  /** For each lease, whether it is renewed. */
  async renew(leases: readonly { id: string; leaseMs: number }[]): Promise<boolean[]> {
    const args = leases.flatMap(({ id, leaseMs }) => [id, Math.ceil(leaseMs)]);
    const replies = await this.#connections.run<(0 | 1)[]>(this.#renew, args);
    return replies.map((reply) => reply === 1);
  }

  /** Whether somebody held the key, or waited for it while nobody did. */
  async forceRelease(key: string): Promise<boolean> {
    return (await this.#connections.run<0 | 1>(this.#forceRelease, [key])) === 1;
  }

  async inspect(): Promise<LockView[]> {
    const found = await this.#connections.run<string>(INSPECT, []);
    const views: Omit<LockView, "waiting">[] = JSON.parse(found);
    return views.map((view) => ({ ...view, waiting: view.queue.length }));
  }
}
