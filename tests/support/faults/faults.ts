import { setTimeout as pause } from "node:timers/promises";
import { database } from "#tests/support/truth.ts";
import type { FaultyShop } from "./faulty-shop.ts";
import { answersCommit, asksCommit, type Passing } from "./postgres-proxy.ts";

/** A fault that is put into a shop in the middle of a rush. It lasts until `begin` has ended and the proxy is healed. */
export interface Fault {
  readonly name: string;
  /** Takes part in the short form, with one seed. */
  readonly isShort: boolean;
  readonly begin: (shop: FaultyShop, random: () => number) => Promise<void>;
}

const LASTS_MS = 3_000;

/** Does something to the first so many messages that fit, with some chance each. */
function some(
  shop: FaultyShop,
  fits: (passing: Passing) => boolean,
  fate: "cut" | "drop",
  random: () => number,
) {
  shop.postgres.fate = (passing) => (fits(passing) && random() < 0.3 ? fate : "pass");
}

async function endBackends(random: () => number): Promise<void> {
  const end = performance.now() + LASTS_MS;
  while (performance.now() < end) {
    await database`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'lockstep-writes' order by random() limit 1`;
    await pause(100 + random() * 300);
  }
}

const lasting = (ms = LASTS_MS) => pause(ms);

/** Every fault of PostgreSQL's side, and of the processes. */
export const FAULTS: readonly Fault[] = [
  {
    name: "answers to COMMIT are lost with their connection",
    isShort: true,
    begin: async (shop, random) => {
      some(shop, answersCommit, "cut", random);
      await lasting();
    },
  },
  {
    name: "answers to COMMIT never come",
    isShort: true,
    begin: async (shop, random) => {
      some(shop, answersCommit, "drop", random);
      await lasting();
    },
  },
  {
    name: "COMMIT gets lost on its way",
    isShort: false,
    begin: async (shop, random) => {
      some(shop, asksCommit, random() < 0.5 ? "drop" : "cut", random);
      await lasting();
    },
  },
  {
    name: "every connection is cut, again and again",
    isShort: true,
    begin: async (shop, random) => {
      for (let count = 0; count < 8; count += 1) {
        shop.postgres.cutAll();
        await pause(random() * 600);
      }
    },
  },
  {
    name: "every connection is silent, and so is every new one",
    isShort: true,
    begin: async (shop) => {
      shop.postgres.silence();
      shop.postgres.silentHandshake = true;
      await lasting(5_000);
    },
  },
  {
    name: "connections are refused",
    isShort: false,
    begin: async (shop) => {
      shop.postgres.refuses = true;
      shop.postgres.cutAll();
      await lasting();
    },
  },
  {
    name: "the server never hears that its clients are gone",
    isShort: false,
    begin: async (shop) => {
      shop.postgres.dropClients();
      await lasting();
    },
  },
  {
    name: "the network is slow",
    isShort: false,
    begin: async (shop, random) => {
      shop.postgres.delayMs = 20 + random() * 80;
      await lasting();
    },
  },
  {
    name: "backends are ended in the middle of their transactions",
    isShort: true,
    begin: (_, random) => endBackends(random),
  },
  {
    name: "the server becomes read-only",
    isShort: true,
    begin: async () => {
      const [row] = await database<{ name: string }[]>`select current_database() as name`;
      const name = database(row?.name ?? "");
      await database`alter database ${name} set default_transaction_read_only = on`;
      await database`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'lockstep-writes'`;
      await lasting();
      await database`set transaction_read_only = off`;
      await database.begin(async (tx) => {
        await tx`set transaction read write`;
        await tx`alter database ${name} reset default_transaction_read_only`;
      });
      await database`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'lockstep-%'`;
    },
  },
  {
    name: "somebody holds the row for too long",
    isShort: false,
    begin: async () => {
      await database.begin(async (tx) => {
        await tx`select from product_stock order by product_id for update`;
        await pause(LASTS_MS);
      });
    },
  },
  {
    name: "a process is killed",
    isShort: false,
    begin: async (shop, random) => {
      process.kill(shop.somePid(random()), "SIGKILL");
      await lasting(1_000);
    },
  },
  {
    name: "a process is stopped, and goes on after its locks have ended",
    isShort: false,
    begin: async (shop, random) => {
      const pid = shop.somePid(random());
      process.kill(pid, "SIGSTOP");
      await lasting(12_000);
      try {
        process.kill(pid, "SIGCONT");
      } catch {
        // Its supervisor has replaced it.
      }
    },
  },
];
