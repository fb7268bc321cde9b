import postgres, { type Sql } from "postgres";
import { databaseAddress } from "./address.ts";

/**
 * One connection for a piece of work that isn't the shop's traffic: a migration, a seed, a purge. Nothing in it needs a
 * session of its own, so that it goes through a pooler that hands out a server for each transaction.
 */
export function oneConnection(databaseUrl: string): Sql {
  const { url, options } = databaseAddress(databaseUrl);
  return postgres(url, { ...options, max: 1, connect_timeout: 10, prepare: false, onnotice: () => {} });
}
