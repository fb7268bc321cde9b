import { setTimeout as pause } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { type Client, outcomeDb, type Tx, writeDb } from "./client.ts";
import { CommitUnknownError, isCommitUnknown } from "./commit-unknown.ts";
import { noteWriteFailed } from "./connection-news.ts";
import { DEADLINES } from "./deadlines.ts";
import { isDatabaseAway, isReadOnly, isWorthAnotherTry } from "./failures.ts";
import { outcomeOf, type TransactionName } from "./transaction-outcome.ts";

const TRIES = 3;
const JITTER_MS = 60;

/** How a transaction is done. */
export interface WriteOptions<T> {
  /** The pool; that of the locks' holders when it is not said. */
  readonly on?: Client;
  /** A query that finds a row exactly when the work of this result stands: asked of a server that was started anew. */
  readonly stands?: (result: T) => SQL;
}

/** What `patches/` adds to a transaction of the driver: ends its connection at once. */
interface Driver {
  readonly destroy: (error: Error) => void;
}

/** The transaction took longer than it may. Its COMMIT was not sent, or its connection is lost. */
class TransactionTimeoutError extends Error {
  override readonly name = "TransactionTimeoutError";
  readonly code = "TRANSACTION_TIMEOUT";

  constructor() {
    super(`a transaction was not done within ${DEADLINES.transaction} ms`);
  }
}

/**
 * Does `work` in a transaction, and tells the truth about it: what this answers is committed, and what it throws is
 * not, but for CommitUnknownError. It ends in time, whatever the server and the network do; a connection that takes
 * longer is thrown away. A failure that is worth it is tried again with `work` from its start, up to 3 times.
 * @throws CommitUnknownError, or what `work` or the database refuses it with: nothing has changed then.
 */
export async function writeTransaction<T>(
  work: (tx: Tx) => Promise<T>,
  { on, stands }: WriteOptions<T> = {},
): Promise<T> {
  const endsAt = performance.now() + DEADLINES.transaction;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryOnce(on ?? writeDb(), work, endsAt, stands);
    } catch (error) {
      const wait = Math.random() * JITTER_MS * attempt;
      const isLast = attempt === TRIES || performance.now() + wait >= endsAt;
      if (isCommitUnknown(error) || (isLast && isDatabaseAway(error))) noteWriteFailed();
      if (isLast || !isWorthAnotherTry(error)) throw error;
      await pause(wait);
    }
  }
}

async function tryOnce<T>(
  client: Client,
  work: (tx: Tx) => Promise<T>,
  endsAt: number,
  stands: WriteOptions<T>["stands"],
): Promise<T> {
  const overdue = new TransactionTimeoutError();
  let isOverdue = false;
  let driver: Driver | undefined;
  let done: { readonly result: T; readonly transaction: TransactionName } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        isOverdue = true;
        driver?.destroy(overdue);
        reject(overdue);
      },
      Math.max(0, endsAt - performance.now()),
    );
  });
  const running = client.transaction(async (tx) => {
    driver = driverOf(tx);
    try {
      const [transaction, result] = await Promise.all([open(tx), work(tx)]);
      if (isOverdue) throw overdue;
      done = { result, transaction };
      return result;
    } catch (error) {
      if (error instanceof Error && isReadOnly(error)) driver.destroy(error);
      throw error;
    }
  });
  running.catch(() => {});
  try {
    return await Promise.race([running, late]);
  } catch (error) {
    // Without `done` the COMMIT was never sent; an error that the server answered it with says that it was refused.
    if (!done || isRefusal(error)) throw error;
    return await settle(done.result, done.transaction, stands, error);
  } finally {
    clearTimeout(timer);
  }
}

/** What the server is told at the start of each transaction, together with the first of the work. */
async function open(tx: Tx): Promise<TransactionName> {
  const { rowLock, idleInTransaction, statement } = DEADLINES;
  const [row] = await tx.execute<{ xid: string; server: string }>(sql`
    select set_config('lock_timeout', ${String(rowLock)}, true),
      set_config('idle_in_transaction_session_timeout', ${String(idleInTransaction)}, true),
      set_config('statement_timeout', ${String(statement)}, true),
      pg_current_xact_id()::text as xid, pg_postmaster_start_time()::text as server`);
  if (!row) throw new Error("a transaction without a number");
  return { xid: row.xid, server: row.server };
}

/** The COMMIT was sent and not answered: the database is asked before anything is said. */
async function settle<T>(
  result: T,
  transaction: TransactionName,
  stands: WriteOptions<T>["stands"],
  cause: unknown,
): Promise<T> {
  const outcome = await outcomeOf(transaction);
  if (outcome === "committed") return result;
  if (outcome === "aborted") throw cause;
  if (outcome === "gone" && stands) {
    // The server of that COMMIT has ended, and with it whatever was still at work: the rows have the last word.
    const rows = await outcomeDb()
      .execute(stands(result))
      .catch(() => null);
    if (rows) {
      if (rows.length > 0) return result;
      throw cause;
    }
  }
  throw new CommitUnknownError({ cause });
}

/** Whether the server answered with an error and went on: FATAL ends the session, whatever it was doing. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && "severity" in error && error.severity === "ERROR";

/** The driver's transaction below Drizzle's. */
function driverOf(tx: Tx): Driver {
  const session: unknown = Reflect.get(tx, "session");
  const driver: unknown = typeof session === "object" && session ? Reflect.get(session, "client") : undefined;
  if (!isDriver(driver)) throw new Error("Drizzle no longer keeps the driver where it was");
  return driver;
}

const isDriver = (value: unknown): value is Driver =>
  value !== null && (typeof value === "object" || typeof value === "function") && "destroy" in value;
