import { setTimeout as pause } from "node:timers/promises";
import { env } from "#lib/env.ts";
import { DomainError } from "#lib/errors.ts";
import { GroupCommit } from "#lib/group-commit/group-commit.ts";
import type { Outcomes } from "#lib/group-commit/outcomes.ts";
import type { Recorded } from "#lib/idempotency/record.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { LOCK_TIMES, userKey } from "#lib/locking/locks.ts";
import type { TopUpResult } from "./schema.ts";
import { isVersionConflict, type TopUp, topUpWallets } from "./top-up-wallets.ts";

const TRIES = 3;
const BACKOFF_MS = 50;

let commit: GroupCommit<TopUp, Recorded<TopUpResult>> | undefined;

function topUps(): GroupCommit<TopUp, Recorded<TopUpResult>> {
  commit ??= new GroupCommit({ times: LOCK_TIMES.topUp, maxJobs: env().TURN_JOBS, work: withRetries });
  return commit;
}

/**
 * Adds points to a shopper's wallet, under the shopper's lock. A checkout may move the wallet at the same
 * time: then its version has changed, and the top-up tries again, up to 3 times.
 * @throws DomainError BALANCE_LIMIT, or UNAVAILABLE when the wallet never stood still; LockTimeoutError,
 *   LockUnavailableError, LockLostError.
 */
export function topUpPoints(topUp: TopUp): Promise<Recorded<TopUpResult>> {
  return topUps().submit(topUp, [userKey(topUp.userId)]);
}

async function withRetries(some: readonly TopUp[], lock: KeyHold): Promise<Outcomes<Recorded<TopUpResult>>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await topUpWallets(some, lock);
    } catch (error) {
      if (!isVersionConflict(error)) throw error;
      if (attempt === TRIES) {
        const detail = "Your wallet is busy with other orders. Nothing was added; try again.";
        throw new DomainError("UNAVAILABLE", detail);
      }
      await pause(BACKOFF_MS);
    }
  }
}
