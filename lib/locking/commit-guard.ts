import { LockLostError } from "#lib/lock/index.ts";
import type { KeyHold } from "./key-hold.ts";

/**
 * The last look before a commit: the lock must still be held, and cover what the transaction wrote.
 * @throws LockLostError when the lease ran out meanwhile, so that the transaction rolls back;
 *   Error when the caller holds the wrong lock, which is a mistake in the program.
 */
export function commitGuard(lock: KeyHold, keys: string[]): void {
  if (!lock.covers(keys)) throw new Error(`the lock does not cover ${keys.join(", ")}`);
  if (lock.signal.aborted) {
    throw lock.signal.reason instanceof Error ? lock.signal.reason : new LockLostError(lock.keys, lock.token);
  }
}
