import { setTimeout as pause } from "node:timers/promises";
import type { RedisServer } from "#tests/support/redis-server.ts";
import type { FakeClock } from "./fake-clock.ts";
import type { FaultyShop } from "./faulty-shop.ts";

/** What faults are put into. */
export interface Scene {
  /** The machine with the faults; another one is well. */
  readonly machine: FaultyShop;
  /** Both machines. */
  readonly machines: readonly FaultyShop[];
  /** The Redis of both. */
  readonly redis: RedisServer;
  /** The clocks of the machine and of Redis; null where none can be made (no C compiler). */
  readonly clocks: { readonly machine: FakeClock; readonly redis: FakeClock } | null;
}

/** A fault that is put into a shop in the middle of a rush. It lasts until `begin` has ended and the proxies are healed. */
export interface Fault {
  readonly name: string;
  /** Takes part in the short form, with one seed. */
  readonly isShort: boolean;
  /** The shop goes on selling while it lasts. */
  readonly sellsMeanwhile?: boolean;
  /** The other machine sells while it lasts, from so many milliseconds after its begin on. */
  readonly otherSellsAfterMs?: number;
  /** Processes end in it with connections that they have. */
  readonly breaksConnections?: boolean;
  /** Needs clocks that can be set. */
  readonly needsClocks?: boolean;
  readonly begin: (scene: Scene, random: () => number) => Promise<void>;
}

export const LASTS_MS = 3_000;

export const lasting = (ms = LASTS_MS) => pause(ms);
