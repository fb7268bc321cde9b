import type { z } from "zod";
import { CommitUnknownError } from "#db/commit-unknown.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { DomainError } from "#lib/errors.ts";
import { locks } from "#lib/locking/locks.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import { HeldLocks } from "./schema.ts";

/** The shop's own locks begin so; marks of idempotency keys and the like are nobody's to steer. */
export const SHOP_LOCK = /^lock:/;

/** The shop's locks that are held now, with their holders. */
export async function listHeldLocks(): Promise<z.infer<typeof HeldLocks>> {
  const views = await locks().inspect();
  return HeldLocks.parse({ items: views.filter(({ key }) => SHOP_LOCK.test(key)) });
}

/**
 * Takes a lock from its holder, whose writes the fence then refuses; the deed is logged.
 * @throws DomainError LOCK_NOT_FOUND when nobody holds it.
 */
export async function forceReleaseLock(actorId: string, key: string): Promise<void> {
  if (!SHOP_LOCK.test(key) || !(await locks().forceRelease(key))) {
    throw new DomainError("LOCK_NOT_FOUND", "Nobody holds this lock now.");
  }
  securityEvent("lock.force-released", actorId, { key });
  const entry = { actorId, action: "lock.force-release", target: key };
  // The lock is gone by now, so a failure may not say that nothing was done.
  await writeTransaction((tx) => writeAuditLog(tx, entry)).catch((cause: unknown) => {
    throw new CommitUnknownError({ cause });
  });
}
