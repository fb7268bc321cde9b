import { sql } from "drizzle-orm";
import { db } from "./client.ts";

/**
 * A name for what is visible now: the oldest and the next transaction, and those in progress between them. When it is
 * the same before a reading and later, no transaction became visible in between, so the reading still tells what
 * stands in the tables. What goes by the clock, or stands elsewhere, is not in it.
 *
 * Source: pg_current_snapshot(), https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-SNAPSHOT
 */
export async function snapshotName(): Promise<string> {
  const [row] = await db().execute<{ name: string }>(sql`select pg_current_snapshot()::text as name`);
  if (!row) throw new Error("a snapshot without a name");
  return row.name;
}
