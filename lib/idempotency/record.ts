import { and, eq, gt, sql } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { insertInto } from "#db/row-set.ts";
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

/** An answer that is to be kept, when its request is to be done once. */
export interface Answered {
  readonly once: OnceRequest | null;
  readonly status: number;
  readonly answer: unknown;
}

/**
 * Keeps answers in the transaction of their work, so that both are one commit. An expired record of the same
 * key is overwritten.
 * @throws AlreadyDoneError when a live record exists: the caller must roll back, and replay it.
 */
export async function keepAnswers(tx: Tx, answers: readonly Answered[]): Promise<void> {
  const rows = answers.flatMap(({ once, status, answer }) =>
    once ? [{ ...once, status, body: JSON.stringify(answer) }] : [],
  );
  if (rows.length === 0) return;
  const written = await tx.execute(sql`
    ${insertInto(idempotencyRecords, rows)}
    on conflict (user_id, route, key) do update
      set request_hash = excluded.request_hash, status = excluded.status, body = excluded.body,
        created_at = now(), expires_at = now() + interval '24 hours'
      where ${idempotencyRecords.expiresAt} <= now()
    returning key`);
  if (written.length !== rows.length) throw new AlreadyDoneError();
}
