import type { Sql, TransactionSql } from "postgres";

type Unsafe = Sql["unsafe"];

/** Whether statements are named: where no pooler is in between, or as the operator says. */
export type Naming = "auto" | "on" | "off";

/** A client whose statements are named or not. */
export interface NamedClient {
  readonly client: Sql;
  /** New connections may lead elsewhere: it is to be found out again. */
  readonly doubt: () => void;
}

/**
 * Makes every query with parameters a named statement. Drizzle asks postgres.js for unnamed ones, which it
 * describes first: two round trips a query, and none sent together. Named ones are described once a
 * connection, then take one round trip and can be sent together: that is time inside the lock.
 *
 * Behind a pooler that hands out a server for each transaction a name is known to one server and not to the next. So
 * nothing is named until an answer has told that the connection leads to PostgreSQL itself: not COMMIT either, which
 * the driver would send once more after "no such statement", to a transaction that has failed by then, and would take
 * its ROLLBACK for a commit.
 */
export function withNamedStatements(client: Sql, naming: Naming): NamedClient {
  const names = new Names(client, naming);
  // Drizzle sets a transaction's mode by itself, so it begins with the work alone.
  const begin = (run: (tx: TransactionSql) => Promise<unknown>) =>
    client.begin((tx) => run(named(tx, names, {})));
  return { client: named(client, names, { begin }), doubt: () => names.doubt() };
}

class Names {
  #isDecided = false;

  constructor(
    private readonly client: Sql,
    private readonly naming: Naming,
  ) {
    this.#use(naming === "on");
    this.#isDecided = naming !== "auto";
  }

  /** Has it found out, where that is not known: until then nothing is named. */
  look(): void {
    if (!this.#isDecided) void this.#decide();
  }

  doubt(): void {
    if (this.naming !== "auto") return;
    this.#use(false);
    this.#isDecided = false;
  }

  async #decide(): Promise<void> {
    this.#isDecided = true;
    try {
      const isPooled = await isBehindPooler(this.client);
      // A doubt that came meanwhile has it decided anew.
      if (this.#isDecided) this.#use(!isPooled);
    } catch {
      // It was not reached; the next caller asks again.
      this.#isDecided = false;
    }
  }

  /** The driver reads it for each query. */
  #use(areNamed: boolean): void {
    Reflect.set(this.client.options, "prepare", areNamed);
  }
}

/**
 * Whether a pooler stands before PostgreSQL: it gives its clients keys of its own making, while PostgreSQL's key begins
 * with the number of its process.
 */
export async function isBehindPooler(client: Sql): Promise<boolean> {
  const rows = await client.unsafe<{ pid: number }[]>("select pg_backend_pid() as pid");
  return rows.state.pid !== rows[0]?.pid;
}

/** The client with its `unsafe`, through which Drizzle sends everything, and `overrides` replaced. */
function named<Client extends Pick<Sql, "unsafe">>(
  client: Client,
  names: Names,
  overrides: Record<string, unknown>,
): Client {
  const unsafe: Unsafe = (query, parameters, options) => {
    names.look();
    return client.unsafe(query, parameters, { ...options, prepare: true });
  };
  const replaced = new Map<PropertyKey, unknown>(Object.entries({ ...overrides, unsafe }));
  return new Proxy(client, {
    get: (target, property) =>
      replaced.has(property) ? replaced.get(property) : Reflect.get(target, property),
  });
}
