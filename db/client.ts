import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "#lib/env.ts";
import { withNamedStatements } from "./named-statements.ts";
import * as schema from "./schema/index.ts";

const STATEMENT_TIMEOUT_MS = 15_000;
/** Seconds in which every query must be answered, by a server that says nothing as well; its connection is given up then. */
const QUERY_TIMEOUT = 8;
const CONNECT_TIMEOUT = 3;
const KEEP_ALIVE = 5;
/** A server that comes back is found again within half a second. */
const reconnectAfter = (failures: number) => Math.min(0.05 * 2 ** failures, 0.5);

function connect(name: string, max: number) {
  if (!("mended" in postgres)) {
    throw new Error("postgres.js is without the shop's patch. Run: npx patch-package");
  }
  return drizzle(
    withNamedStatements(
      postgres(env().DATABASE_URL, {
        max,
        connection: { application_name: `lockstep-${name}`, statement_timeout: STATEMENT_TIMEOUT_MS },
        connect_timeout: CONNECT_TIMEOUT,
        query_timeout: QUERY_TIMEOUT,
        keep_alive: KEEP_ALIVE,
        backoff: reconnectAfter,
        onnotice: () => {},
      }),
    ),
    { schema },
  );
}

type Client = ReturnType<typeof connect>;
interface Clients {
  reads?: Client;
  writes?: Client;
}

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

/** Ends both pools; for scripts and tests. */
export async function closeDatabase(): Promise<void> {
  const open = [clients.reads, clients.writes];
  delete clients.reads;
  delete clients.writes;
  await Promise.all(open.flatMap((client) => (client ? [client.$client.end({ timeout: 5 })] : [])));
}

/** A transaction of Drizzle. Inside one, only this talks to the database. */
export type Tx = Parameters<Parameters<Client["transaction"]>[0]>[0];

/** What can run a query: the pool or a transaction. */
export type Queryable = Client | Tx;
