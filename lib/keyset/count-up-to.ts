import { count, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { db } from "#db/client.ts";

/** So many are counted for a page of the dashboard; of more it says so. */
export const COUNTED = 10_000;

/** How many rows fit; with `most`, no more than one above it, so that a large table costs no more than a small one. */
export async function countUpTo(table: PgTable, where: SQL | undefined, most?: number): Promise<number> {
  if (most === undefined) {
    const [all] = await db().select({ total: count() }).from(table).where(where);
    return all?.total ?? 0;
  }
  const some = db()
    .select({ one: sql`1`.as("one") })
    .from(table)
    .where(where)
    .limit(most + 1)
    .as("some");
  const [found] = await db().select({ total: count() }).from(some);
  return found?.total ?? 0;
}
