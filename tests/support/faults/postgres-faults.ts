import { setTimeout as pause } from "node:timers/promises";
import { database } from "#tests/support/truth.ts";
import { type Fault, LASTS_MS, lasting } from "./fault.ts";
import type { FaultyShop } from "./faulty-shop.ts";
import { answersCommit, answersStatement, asksCommit, type Passing } from "./postgres-proxy.ts";

/** Does something to the first so many messages that fit, with some chance each. */
function some(
  machine: FaultyShop,
  fits: (passing: Passing) => boolean,
  fate: "cut" | "drop",
  random: () => number,
  chance = 0.3,
) {
  machine.postgres.fate = (passing) => (fits(passing) && random() < chance ? fate : "pass");
}

async function endBackends(random: () => number): Promise<void> {
  const end = performance.now() + LASTS_MS;
  while (performance.now() < end) {
    await database`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'lockstep-writes' order by random() limit 1`;
    await pause(100 + random() * 300);
  }
}

/** The faults of PostgreSQL, and of the way to it. */
export const POSTGRES_FAULTS: readonly Fault[] = [
  {
    name: "answers to COMMIT are lost with their connection",
    isShort: true,
    begin: async ({ machine }, random) => {
      some(machine, answersCommit, "cut", random);
      await lasting();
    },
  },
  {
    name: "answers to COMMIT never come",
    isShort: true,
    begin: async ({ machine }, random) => {
      some(machine, answersCommit, "drop", random);
      await lasting();
    },
  },
  {
    name: "COMMIT gets lost on its way",
    isShort: false,
    begin: async ({ machine }, random) => {
      some(machine, asksCommit, random() < 0.5 ? "drop" : "cut", random);
      await lasting();
    },
  },
  {
    name: "answers to any statement never come, one in many",
    isShort: false,
    begin: async ({ machine }, random) => {
      some(machine, answersStatement, "drop", random, 0.002 + random() * 0.01);
      await lasting();
    },
  },
  {
    name: "answers to any statement are lost with their connection, one in many",
    isShort: false,
    begin: async ({ machine }, random) => {
      some(machine, answersStatement, "cut", random, 0.005 + random() * 0.02);
      await lasting();
    },
  },
  {
    name: "one machine hears nothing from PostgreSQL for long, and the other does",
    isShort: false,
    otherSellsAfterMs: 12_000,
    begin: async ({ machine }) => {
      machine.postgres.silence();
      machine.postgres.silentHandshake = true;
      await lasting(15_000);
    },
  },
  {
    name: "one machine is refused by PostgreSQL, and the other is not",
    isShort: false,
    otherSellsAfterMs: 1_000,
    begin: async ({ machine }) => {
      machine.postgres.refuses = true;
      machine.postgres.cutAll();
      await lasting();
    },
  },
  {
    name: "the server begins no session, and ends those that it has",
    isShort: false,
    begin: async () => {
      const [row] = await database<{ name: string }[]>`select current_database() as name`;
      const name = database(row?.name ?? "");
      // Those who are here stay: this one lets the others in again.
      await database`alter database ${name} with allow_connections false`;
      await database`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'lockstep-%'`;
      await lasting();
      await database`alter database ${name} with allow_connections true`;
    },
  },
  {
    name: "every connection is cut, again and again",
    isShort: true,
    begin: async ({ machine }, random) => {
      for (let count = 0; count < 8; count += 1) {
        machine.postgres.cutAll();
        await pause(random() * 600);
      }
    },
  },
  {
    name: "every connection is silent, and so is every new one",
    isShort: true,
    begin: async ({ machine }) => {
      machine.postgres.silence();
      machine.postgres.silentHandshake = true;
      await lasting(5_000);
    },
  },
  {
    name: "connections are refused",
    isShort: false,
    begin: async ({ machine }) => {
      machine.postgres.refuses = true;
      machine.postgres.cutAll();
      await lasting();
    },
  },
  {
    name: "the server never hears that its clients are gone",
    isShort: false,
    begin: async ({ machine }) => {
      machine.postgres.dropClients();
      await lasting();
    },
  },
  {
    name: "the network is slow",
    isShort: false,
    begin: async ({ machine }, random) => {
      machine.postgres.delayMs = 20 + random() * 80;
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
    name: "the clients never hear that their server is gone",
    isShort: false,
    begin: async ({ machine }) => {
      machine.postgres.dropServers();
      await lasting();
    },
  },
  {
    name: "new connections are taken and never greeted",
    isShort: false,
    begin: async ({ machine }) => {
      machine.postgres.silentHandshake = true;
      machine.postgres.cutAll();
      await lasting();
    },
  },
  {
    name: "backends are frozen in the middle of their work, and go on later",
    isShort: false,
    begin: async () => {
      const backends = await database<{ pid: number }[]>`
        select pid from pg_stat_activity where application_name = 'lockstep-writes'`;
      const tell = (signal: "SIGSTOP" | "SIGCONT") => {
        for (const { pid } of backends) {
          try {
            process.kill(pid, signal);
          } catch {
            // It has ended.
          }
        }
      };
      tell("SIGSTOP");
      await lasting(8_000);
      tell("SIGCONT");
    },
  },
  {
    name: "somebody takes the rows in another order, so that deadlocks come up",
    isShort: false,
    begin: async (_, random) => {
      const end = performance.now() + LASTS_MS;
      while (performance.now() < end) {
        await database
          .begin(async (tx) => {
            await tx`select from wallets order by random() limit 5 for update`;
            await pause(random() * 200);
            await tx`select from product_stock for update`;
          })
          // One of the two is ended, which may be this one.
          .catch(() => {});
      }
    },
  },
];
