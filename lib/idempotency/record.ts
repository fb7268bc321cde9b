import { and, eq, gt, sql } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { idempotencyRecords } from "#db/schema/index.ts";

/** A request that must be done at most once: whose, on which route, under which key, and what it asks. */
export interface OnceRequest {
  readonly userId: string;
  readonly route: string;
  readonly key: string;
  readonly requestHash: string;
}

/** The kept answer of a request, to be given again to the byte. */
export interface StoredAnswer {
  readonly requestHash: string;
  readonly status: number;
  readonly body: string;
}

/** The work of another process with the same key committed first; ours must be rolled back. */
export class AlreadyDoneError extends Error {
  override readonly name = "AlreadyDoneError";
}

/** The kept answer under this key, or null when there is none or its 24 hours are over. */
export async function findAnswer({ userId, route, key }: OnceRequest): Promise<StoredAnswer | null> {
  const { requestHash, status, body, expiresAt } = idempotencyRecords;
  const [stored] = await db()
    .select({ requestHash, status, body })
    .from(idempotencyRecords)
    .where(
      and(
        eq(idempotencyRecords.userId, userId),
        eq(idempotencyRecords.route, route),
        eq(idempotencyRecords.key, key),
        gt(expiresAt, sql`now()`),
      ),
    );
  return stored ?? null;
}

/**
 * Keeps the answer in the transaction of the work, so that both are one commit. An expired record of the
 * same key is overwritten.
 * @throws AlreadyDoneError when a live record exists: the caller must roll back and replay it.
 */
export async function keepAnswer(
  tx: Tx,
  once: OnceRequest | null,
  status: number,
  answer: unknown,
): Promise<void> {
  if (!once) return;
  const kept = {
    requestHash: once.requestHash,
    status,
    body: JSON.stringify(answer),
    createdAt: sql`now()`,
    expiresAt: sql`now() + interval '24 hours'`,
  };
  const { userId, route, key, expiresAt } = idempotencyRecords;
  const written = await tx
    .insert(idempotencyRecords)
    .values({ userId: once.userId, route: once.route, key: once.key, ...kept })
    .onConflictDoUpdate({ target: [userId, route, key], set: kept, setWhere: sql`${expiresAt} <= now()` })
    .returning({ key });
  if (written.length === 0) throw new AlreadyDoneError();
}
