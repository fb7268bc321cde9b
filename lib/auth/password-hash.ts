import { availableParallelism } from "node:os";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { metrics } from "#lib/observability/metrics.ts";
import { WorkQueue } from "./work-queue.ts";

/** One core is left to everything else: the hashes of a crowd at the door must not slow the catalogue. */
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1));
/** About three seconds of hashing: a later request is refused at once and may come again. */
const WAITING = 40;

// Shared by the pages' and the routes' copies of this module, as in db/client.ts.
const place = globalThis as typeof globalThis & { lockstepHashing?: WorkQueue };

function hashing(): WorkQueue {
  place.lockstepHashing ??= new WorkQueue(AT_ONCE, WAITING);
  return place.lockstepHashing;
}

/** Runs one hash when its turn comes, and counts it. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return hashing().run(() => {
    metrics().passwordHashes.inc();
    return work();
  });
}

/** Hashes a password (scrypt), a bounded number at a time. @throws DomainError UNAVAILABLE when too many wait. */
export const hash = (password: string): Promise<string> => inTurn(() => hashPassword(password));

/** Whether a hash is the password's, a bounded number at a time. @throws DomainError UNAVAILABLE when too many wait. */
export const verify = (given: { hash: string; password: string }): Promise<boolean> =>
  inTurn(() => verifyPassword(given));
