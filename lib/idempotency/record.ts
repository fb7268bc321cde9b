import { sql } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { insertInto, rowSet } from "#db/row-set.ts";
import { idempotencyRecords } from "#db/schema/index.ts";
import type { Outcomes } from "#lib/group-commit/outcomes.ts";
import { batchedRead } from "#lib/values/batched-read.ts";

/** A request by its `Idempotency-Key`: whose, on which route, under which key. */
export interface KeyedRequest {
  readonly userId: string;
  readonly route: string;
  readonly key: string;
}

/** A request that must be done at most once, with what it asks. */
export interface IdempotentRequest extends KeyedRequest {
  readonly requestHash: string;
  /** The HTTP status that its answer has when it succeeds. */
  readonly status: number;
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

/** Whether another process did the work first. By name, as `isDomainError`. */
export const isAlreadyDone = (error: unknown): error is AlreadyDoneError =>
  error instanceof Error && error.name === "AlreadyDoneError";

/** The kept answer under this key, or null when there is none or its 24 hours are over. */
export const findAnswer = batchedRead(async (asked: readonly KeyedRequest[]) => {
  const { userId, route, key, requestHash, status, body, expiresAt } = idempotencyRecords;
  const wanted = asked.map((once) => ({ user_id: once.userId, route: once.route, key: once.key }));
  const rows = await db()
    .select({ userId, route, key, requestHash, status, body })
    .from(rowSet({ user_id: "text", route: "text", key: "text" }, wanted))
    .innerJoin(
      idempotencyRecords,
      sql`(${userId}, ${route}, ${key}) = (rows.user_id, rows.route, rows.key) and ${expiresAt} > now()`,
    );
  const nameOf = (once: KeyedRequest) => JSON.stringify([once.userId, once.route, once.key]);
  const found = new Map<string, StoredAnswer>(rows.map((row) => [nameOf(row), row]));
  return asked.map((once) => found.get(nameOf(once)) ?? null);
});

/** An answer that is to be kept, when its request is to be done once. */
export interface Answered<Answer> {
  readonly once: IdempotentRequest | null;
  readonly answer: Answer;
}

declare const recorded: unique symbol;

/**
 * An answer whose idempotency record is in the transaction of its work. Only `keepAnswers` makes one, and the
 * handler of an idempotent operation must answer with one: a handler that forgets the record does not compile.
 */
export type Recorded<Answer> = Answer & { readonly [recorded]: true };

/**
 * Keeps the answers of jobs that are granted, in the transaction of their work, so that both are one commit. An
 * expired record of the same key is overwritten.
 * @returns the outcomes of all jobs, granted or refused, as recorded ones.
 * @throws AlreadyDoneError when a live record exists: the caller must roll back, and replay it.
 */
export async function keepAnswers<Answer>(
  tx: Tx,
  granted: readonly Answered<Answer>[],
  outcomes: Outcomes<Answer>,
): Promise<Outcomes<Recorded<Answer>>> {
  const kept = outcomes as Outcomes<Recorded<Answer>>;
  const rows = granted.flatMap(({ once, answer }) =>
    once ? [{ ...once, body: JSON.stringify(answer) }] : [],
  );
  if (rows.length === 0) return kept;
  const written = await tx.execute(sql`
    ${insertInto(idempotencyRecords, rows)}
    on conflict (user_id, route, key) do update
      set request_hash = excluded.request_hash, status = excluded.status, body = excluded.body,
        created_at = now(), expires_at = now() + interval '24 hours'
      where ${idempotencyRecords.expiresAt} <= now()
    returning key`);
  if (written.length !== rows.length) throw new AlreadyDoneError();
  return kept;
}

/**
 * The same for work that is done for itself: keeps the answer in the transaction of the work.
 * @throws AlreadyDoneError when a live record exists: the caller must roll back, and replay it.
 */
export async function keepAnswer<Answer>(
  tx: Tx,
  once: IdempotentRequest | null,
  answer: Answer,
): Promise<Recorded<Answer>> {
  await keepAnswers(tx, [{ once, answer }], []);
  return answer as Recorded<Answer>;
}
