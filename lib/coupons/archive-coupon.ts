import { eq, sql } from "drizzle-orm";
import { couponStock, coupons } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { announcingCoupons } from "#lib/announcements/announce.ts";
import { changesOf } from "#lib/audit-log/changes.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { commitGuard } from "#lib/locking/commit-guard.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { couponKey, LOCK_TIMES, withLocks } from "#lib/locking/locks.ts";
import { getAdminCoupon } from "./admin-queries.ts";
import { holdCouponStock } from "./change-coupon.ts";

/**
 * Takes a coupon out of the shop, under the coupon's lock, and announces that: a coupon that nobody holds is
 * deleted, an issued one is archived, so that its holders can still use it.
 * @throws DomainError COUPON_NOT_FOUND; LockTimeoutError, LockUnavailableError, LockLostError, StaleTokenError.
 */
export function archiveCoupon(actorId: string, couponId: string): Promise<void> {
  return withLocks([couponKey(couponId)], LOCK_TIMES.admin, (lock) =>
    announcingCoupons([couponId], () => writeArchive(actorId, couponId, lock)),
  );
}

async function writeArchive(actorId: string, couponId: string, lock: KeyHold): Promise<void> {
  await writeTransaction(async (tx) => {
    const { issued } = await holdCouponStock(tx, couponId, lock);
    const before = await getAdminCoupon(tx, couponId);
    if (issued > 0) {
      await tx.update(couponStock).set({ fence: lock.token }).where(eq(couponStock.couponId, couponId));
      await tx
        .update(coupons)
        .set({
          archivedAt: sql`coalesce(${coupons.archivedAt}, now())`,
          version: sql`${coupons.version} + 1`,
          updatedAt: sql`now()`,
        })
        .where(eq(coupons.id, couponId));
    } else {
      await tx.delete(couponStock).where(eq(couponStock.couponId, couponId));
      await tx.delete(coupons).where(eq(coupons.id, couponId));
    }
    const action = issued > 0 ? "coupon.archive" : "coupon.delete";
    const after = issued > 0 ? await getAdminCoupon(tx, couponId) : {};
    const detail = { name: before.name, ...(issued > 0 ? changesOf(before, after) : { before }) };
    await writeAuditLog(tx, { actorId, action, target: couponId, detail });
    commitGuard(lock, [couponKey(couponId)]);
  });
}
