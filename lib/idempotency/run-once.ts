import { CommitUnknownError } from "#db/commit-unknown.ts";
import { DomainError } from "#lib/errors.ts";
import { tryMark } from "#lib/locking/locks.ts";
import { isBeingWritten } from "./being-written.ts";
import {
  findAnswer,
  type IdempotentRequest,
  isAlreadyDone,
  type KeyedRequest,
  type Recorded,
  type StoredAnswer,
} from "./record.ts";

const MARK_LEASE_MS = 5_000;

/** The answer: fresh from the work, or the kept one of an earlier request with the same key. */
export type OnceResult<T> = { replayed: false; answer: T } | { replayed: true; stored: StoredAnswer };

/**
 * Does `work` at most once for its Idempotency-Key. `work` keeps its answer with `keepAnswers` in its own
 * transaction, so the key, the work and the answer are one commit. A lock of the key marks it as being
 * at work; should Redis lose that mark, the record's primary key still lets only one of two commit.
 * @throws DomainError IDEMPOTENCY_IN_FLIGHT while the first request is at work,
 *   IDEMPOTENCY_KEY_REUSED when the key belongs to a request that asked something else.
 */
export async function runOnce<T>(
  once: IdempotentRequest,
  work: () => Promise<Recorded<T>>,
): Promise<OnceResult<T>> {
  const mark = await takeMark(once);
  try {
    const stored = await findAnswer(once);
    if (stored) return replay(once, stored);
    if (!mark)
      throw new DomainError("IDEMPOTENCY_IN_FLIGHT", "The first request with this key is still at work.");
    return { replayed: false, answer: await work() };
  } catch (error) {
    if (!isAlreadyDone(error)) throw error;
    // Another request with this key has done it, so a failure to read its answer may not say that nothing was done.
    const stored = await findAnswer(once).catch((cause: unknown) => {
      throw new CommitUnknownError({ cause });
    });
    if (!stored) throw error;
    return replay(once, stored);
  } finally {
    await mark?.release();
  }
}

/**
 * What a request with this key came to, or null when nothing was done under it. It is asked under the key's mark, so
 * that a request whose commit is under way is never taken for one that did nothing.
 * @throws DomainError IDEMPOTENCY_IN_FLIGHT while it is at work.
 */
export async function findOutcome(keyed: KeyedRequest): Promise<StoredAnswer | null> {
  const mark = await takeMark(keyed);
  try {
    const stored = await findAnswer(keyed);
    if (stored) return stored;
    if (!mark || (await isBeingWritten(keyed)))
      throw new DomainError("IDEMPOTENCY_IN_FLIGHT", "The request with this key is still at work.");
    // It may have ended between the two looks.
    return await findAnswer(keyed);
  } finally {
    await mark?.release();
  }
}

const takeMark = ({ userId, route, key }: KeyedRequest) =>
  tryMark(`idempotency:${userId}:${route}:${key}`, MARK_LEASE_MS);

function replay(once: IdempotentRequest, stored: StoredAnswer): { replayed: true; stored: StoredAnswer } {
  if (stored.requestHash === once.requestHash) return { replayed: true, stored };
  throw new DomainError(
    "IDEMPOTENCY_KEY_REUSED",
    "This Idempotency-Key belongs to another request; use a new one.",
  );
}
