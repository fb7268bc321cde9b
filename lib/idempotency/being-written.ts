import { sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { failureCode } from "#db/failures.ts";
import { idempotencyRecords } from "#db/schema/index.ts";
import type { KeyedRequest } from "./record.ts";

/** Longer than any other transaction holds a key without being about to end, or to hang. */
const HELD_MS = 300;

/** Ends the transaction of the look: it must leave nothing. */
class LookOverError extends Error {}

/**
 * Whether a transaction that has written the record of this key is not at its end, as after a COMMIT whose answer
 * was lost: PostgreSQL lets every other writer of the same record wait for it.
 */
export async function isBeingWritten({ userId, route, key }: KeyedRequest): Promise<boolean> {
  try {
    await db().transaction(async (tx) => {
      await tx.execute(sql.raw(`set local lock_timeout = ${HELD_MS}`));
      await tx
        .insert(idempotencyRecords)
        .values({ userId, route, key, requestHash: "look", status: 200, body: "{}" })
        .onConflictDoNothing();
      throw new LookOverError();
    });
  } catch (error) {
    if (error instanceof LookOverError) return false;
    if (failureCode(error) === "55P03") return true;
    throw error;
  }
  return false;
}
