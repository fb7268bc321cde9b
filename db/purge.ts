import { lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { oneConnection } from "./one-connection.ts";
import { boughtCarts, guestCarts, idempotencyRecords, mergedCarts, sessions } from "./schema/index.ts";

/**
 * Deletes what has lost its meaning with time: kept answers after 24 hours, sessions that have ended, the names
 * of merged carts and the carts of guests long after their cookie ended, and which orders were taken out of a cart.
 */
export async function purgeExpired(databaseUrl: string): Promise<void> {
  const client = oneConnection(databaseUrl);
  try {
    const db = drizzle(client);
    await db.delete(idempotencyRecords).where(lt(idempotencyRecords.expiresAt, sql`now()`));
    await db.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
    await db.delete(mergedCarts).where(lt(mergedCarts.mergedAt, sql`now() - interval '60 days'`));
    await db.delete(guestCarts).where(lt(guestCarts.changedAt, sql`now() - interval '60 days'`));
    await db.delete(boughtCarts).where(lt(boughtCarts.takenAt, sql`now() - interval '60 days'`));
  } finally {
    await client.end({ timeout: 5 });
  }
}
