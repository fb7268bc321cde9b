import { eq, sql } from "drizzle-orm";
import { couponStock, coupons } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { announcingCoupons } from "#lib/announcements/announce.ts";
import { changesOf } from "#lib/audit-log/changes.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { DomainError } from "#lib/errors.ts";
import { commitGuard } from "#lib/locking/commit-guard.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { couponKey, LOCK_TIMES, withLocks } from "#lib/locking/locks.ts";
import { getAdminCoupon } from "./admin-queries.ts";
import { holdCouponStock } from "./change-coupon.ts";
import type { AdminCoupon } from "./schema.ts";

/** Now, to the millisecond that the column keeps: rounded, it could be still to come. */
const END = sql`greatest(date_trunc('milliseconds', now()), ${coupons.startsAt} + interval '1 millisecond')`;

/**
 * Ends a coupon now, under the coupon's lock, and announces that: nobody can claim it any more, and a shopper
 * that holds it keeps it until the day that was promised.
 * @throws DomainError COUPON_NOT_FOUND, COUPON_NOT_OPEN; LockTimeoutError, LockUnavailableError, LockLostError,
 *   StaleTokenError.
 */
export function endCoupon(actorId: string, couponId: string): Promise<AdminCoupon> {
  return withLocks([couponKey(couponId)], LOCK_TIMES.admin, (lock) =>
    announcingCoupons([couponId], () => writeEnd(actorId, couponId, lock)),
  );
}

function writeEnd(actorId: string, couponId: string, lock: KeyHold): Promise<AdminCoupon> {
  return writeTransaction(async (tx) => {
    await holdCouponStock(tx, couponId, lock);
    const before = await getAdminCoupon(tx, couponId);
    if (before.state !== "open" && before.state !== "sold-out") {
      const { startsAt, endsAt } = before;
      const detail = "Only a coupon that is open can be ended. Archive one that has not begun.";
      throw new DomainError("COUPON_NOT_OPEN", detail, { startsAt, endsAt });
    }
    await tx.update(couponStock).set({ fence: lock.token }).where(eq(couponStock.couponId, couponId));
    await tx
      .update(coupons)
      .set({ endsAt: END, version: sql`${coupons.version} + 1`, updatedAt: sql`now()` })
      .where(eq(coupons.id, couponId));
    const ended = await getAdminCoupon(tx, couponId);
    const detail = { name: ended.name, ...changesOf(before, ended) };
    await writeAuditLog(tx, { actorId, action: "coupon.end", target: couponId, detail });
    commitGuard(lock, [couponKey(couponId)]);
    return ended;
  });
}
