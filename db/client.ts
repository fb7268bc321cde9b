import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "#lib/env.ts";
import { databaseAddress } from "./address.ts";
import { noteConnectionLost } from "./connection-news.ts";
import { withNamedStatements } from "./named-statements.ts";
import { quietErrors } from "./quiet-errors.ts";
import * as schema from "./schema/index.ts";
import { textArrays } from "./text-arrays.ts";

/**
 * Seconds in which every query must be answered; then its connection is given up, also when the server is silent.
 * An audit of a large shop takes its time; a caller that asks for an outcome asks again.
 */
const QUERY_TIMEOUTS = { reads: 8, writes: 6, outcomes: 1, audits: 125 };
const CONNECT_TIMEOUTS = { reads: 3, writes: 3, outcomes: 1, audits: 3 };
const KEEP_ALIVE = 5;
/** A server that comes back is found again within half a second. */
const reconnectAfter = (failures: number) => Math.min(0.05 * 2 ** failures, 0.5);

quietErrors();

function connect(name: keyof typeof QUERY_TIMEOUTS, max: number) {
  if (!("mended" in postgres)) {
    throw new Error("postgres.js is without the shop's patch. Run: npx patch-package");
  }
  const { url, options } = databaseAddress(env().DATABASE_URL);
  const { client, doubt } = withNamedStatements(
    postgres(url, {
      ...options,
      max,
      connection: { application_name: `lockstep-${name}` },
      connect_timeout: CONNECT_TIMEOUTS[name],
      query_timeout: QUERY_TIMEOUTS[name],
      keep_alive: KEEP_ALIVE,
      backoff: reconnectAfter,
      fetch_types: false,
      types: textArrays,
      onnotice: () => {},
      onclose: () => {
        noteConnectionLost();
        doubt();
      },
    }),
    env().DB_NAMED_STATEMENTS,
  );
  return drizzle(client, { schema });
}

/** Drizzle over a pool of connections. */
export type Client = ReturnType<typeof connect>;
type Clients = Partial<Record<keyof typeof QUERY_TIMEOUTS, Client>>;

// The pages' code and the routes' are bundled apart, and hot reload makes more copies: they share the pools.
const cache = globalThis as typeof globalThis & { lockstepDatabase?: Clients };
cache.lockstepDatabase ??= {};
const clients: Clients = cache.lockstepDatabase;

/** Drizzle over the pool for reads: pages, lists, session checks. Connects at its first query. */
export function db(): Client {
  clients.reads ??= connect("reads", env().DB_READ_CONNECTIONS);
  return clients.reads;
}

/**
 * Drizzle over the pool for transactions that run inside a lock. It is a pool of its own, so that a
 * lock's holder never stands in line behind everybody's session checks.
 */
export function writeDb(): Client {
  clients.writes ??= connect("writes", env().DB_WRITE_CONNECTIONS);
  return clients.writes;
}

/**
 * Drizzle over connections of its own for questions that are answered at once: what became of a COMMIT, whether the
 * database is there. Those of the pools may be silent, or all at work.
 */
export function outcomeDb(): Client {
  clients.outcomes ??= connect("outcomes", 2);
  return clients.outcomes;
}

/** Drizzle over a connection for audits, which may take minutes. */
export function auditDb(): Client {
  clients.audits ??= connect("audits", 1);
  return clients.audits;
}

/** Ends all pools; for scripts and tests. */
export async function closeDatabase(): Promise<void> {
  const open = Object.values(clients);
  for (const name of Object.keys(clients)) Reflect.deleteProperty(clients, name);
  await Promise.all(open.map((client) => client.$client.end({ timeout: 5 })));
}

/** A transaction of Drizzle. Inside one, only this talks to the database. */
export type Tx = Parameters<Parameters<Client["transaction"]>[0]>[0];

/** What can run a query: the pool or a transaction. */
export type Queryable = Client | Tx;
