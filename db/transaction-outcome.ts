import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { outcomeDb } from "./client.ts";
import { DEADLINES } from "./deadlines.ts";

/** A transaction as the server knows it: its number, and since when that server runs. */
export interface TransactionName {
  readonly xid: string;
  readonly server: string;
}

/** What the server says of a transaction; `gone` when another server answers, to which the number means nothing. */
type Outcome = "committed" | "aborted" | "gone" | "unknown";

const ASK_AGAIN_MS = 50;

/**
 * Asks what became of a transaction whose COMMIT was not answered, on a connection of its own, until the server
 * knows or the time for asking is over.
 */
export async function outcomeOf(transaction: TransactionName): Promise<Outcome> {
  const endsAt = performance.now() + DEADLINES.outcome;
  while (performance.now() < endsAt) {
    const outcome = await Promise.race([ask(transaction), late(endsAt)]);
    if (outcome !== "unknown") return outcome;
    await pause(ASK_AGAIN_MS);
  }
  return "unknown";
}

async function ask({ xid, server }: TransactionName): Promise<Outcome> {
  try {
    const [row] = await outcomeDb().execute<{ status: string | null; server: string }>(sql`
      select pg_xact_status(${xid}::xid8) as status, pg_postmaster_start_time()::text as server`);
    if (row?.server !== server) return "gone";
    // Still in progress: the COMMIT has not got there, or is at work.
    return row.status === "committed" || row.status === "aborted" ? row.status : "unknown";
  } catch {
    return "unknown";
  }
}

async function late(endsAt: number): Promise<Outcome> {
  await pause(Math.max(0, endsAt - performance.now()), undefined, { ref: false });
  return "unknown";
}
