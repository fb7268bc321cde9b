import type { Sql, TransactionSql } from "postgres";

type Unsafe = Sql["unsafe"];

/**
 * Makes every query with parameters a named statement. Drizzle asks postgres.js for unnamed ones, which it
 * describes first: two round trips a query, and none sent together. Named ones are described once a
 * connection, then take one round trip and can be sent together: that is time inside the lock.
 */
export function withNamedStatements(client: Sql): Sql {
  // Drizzle sets a transaction's mode by itself, so it begins with the work alone.
  const begin = (run: (tx: TransactionSql) => Promise<unknown>) => client.begin((tx) => run(naming(tx, {})));
  return naming(client, { begin });
}

/** The client with its `unsafe`, through which Drizzle sends everything, and `overrides` replaced. */
function naming<Client extends Pick<Sql, "unsafe">>(
  client: Client,
  overrides: Record<string, unknown>,
): Client {
  const unsafe: Unsafe = (query, parameters, options) =>
    client.unsafe(query, parameters, { ...options, prepare: true });
  const replaced = new Map<PropertyKey, unknown>(Object.entries({ ...overrides, unsafe }));
  return new Proxy(client, {
    get: (target, property) =>
      replaced.has(property) ? replaced.get(property) : Reflect.get(target, property),
  });
}
