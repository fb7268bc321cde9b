import { DomainError } from "#lib/errors.ts";
import type { KeyedRequest } from "#lib/idempotency/record.ts";
import { findOutcome } from "#lib/idempotency/run-once.ts";
import { TopUpResult } from "./schema.ts";

/**
 * What a top-up with this `Idempotency-Key` came to.
 * @throws DomainError NOT_FOUND when nothing was added under it, IDEMPOTENCY_IN_FLIGHT while it is at work.
 */
export async function getTopUpByKey(topUp: KeyedRequest): Promise<TopUpResult> {
  const stored = await findOutcome(topUp);
  if (!stored) throw new DomainError("NOT_FOUND", "Nothing was added under this key.");
  return TopUpResult.parse(JSON.parse(stored.body));
}
