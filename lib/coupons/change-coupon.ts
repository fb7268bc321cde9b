import { and, eq, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { couponStock, coupons } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { announcingCoupons } from "#lib/announcements/announce.ts";
import { changesOf } from "#lib/audit-log/changes.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { DomainError } from "#lib/errors.ts";
import { commitGuard } from "#lib/locking/commit-guard.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { couponKey, LOCK_TIMES, withLocks } from "#lib/locking/locks.ts";
import { checkFences } from "#lib/locking/stale-token.ts";
import { discountColumns } from "#lib/values/discount.ts";
import { type MeantVersions, requireVersion } from "#lib/values/version.ts";
import { getAdminCoupon } from "./admin-queries.ts";
import type { AdminCoupon, CouponChange } from "./schema.ts";

/**
 * Changes a coupon, under the coupon's lock, if it is in a version that the change is meant for, and announces
 * the change. What is issued keeps its terms and its expiry: the discount and the minimum can change only while
 * nobody holds the coupon.
 * @throws DomainError COUPON_NOT_FOUND, STALE, COUPON_QUANTITY_BELOW_ISSUED, VALIDATION; LockTimeoutError,
 *   LockUnavailableError, LockLostError, StaleTokenError.
 */
export function changeCoupon(
  actorId: string,
  couponId: string,
  change: CouponChange,
  meant: MeantVersions,
): Promise<AdminCoupon> {
  return withLocks([couponKey(couponId)], LOCK_TIMES.admin, (lock) =>
    announcingCoupons([couponId], () => writeChange(actorId, couponId, change, meant, lock)),
  );
}

async function writeChange(
  actorId: string,
  couponId: string,
  change: CouponChange,
  meant: MeantVersions,
  lock: KeyHold,
): Promise<AdminCoupon> {
  return writeTransaction(async (tx) => {
    const stock = await holdCouponStock(tx, couponId, lock);
    const before = await getAdminCoupon(tx, couponId);
    requireVersion(before, meant);
    checkChange(before, change, stock.issued);
    const { discount, totalQuantity, version: _meant, ...fields } = change;
    await tx
      .update(coupons)
      .set({
        ...fields,
        ...(discount ? discountColumns(discount) : {}),
        version: sql`${coupons.version} + 1`,
        updatedAt: sql`now()`,
      })
      .where(eq(coupons.id, couponId));
    await setQuantity(tx, couponId, totalQuantity ?? stock.quantity, lock.token);
    const changed = await getAdminCoupon(tx, couponId);
    const detail = { name: changed.name, ...changesOf(before, changed) };
    await writeAuditLog(tx, { actorId, action: "coupon.change", target: couponId, detail });
    commitGuard(lock, [couponKey(couponId)]);
    return changed;
  });
}

/** The coupon's counts, held until the transaction ends. */
export async function holdCouponStock(tx: Tx, couponId: string, lock: KeyHold) {
  const [stock] = await tx
    .select()
    .from(couponStock)
    .where(eq(couponStock.couponId, couponId))
    .for("no key update");
  if (!stock) throw new DomainError("COUPON_NOT_FOUND", "There is no such coupon.");
  checkFences([stock], lock);
  return stock;
}

function checkChange(before: AdminCoupon, change: CouponChange, issued: number): void {
  const { totalQuantity, discount, minOrder } = change;
  if (totalQuantity !== undefined && totalQuantity < issued) {
    throw new DomainError("COUPON_QUANTITY_BELOW_ISSUED", `${issued} of this coupon are issued already.`);
  }
  if (issued > 0 && (discount !== undefined || minOrder !== undefined)) {
    const path = discount === undefined ? "minOrder" : "discount";
    const message = `${issued} shoppers hold this coupon on its terms. Archive it and create another.`;
    throw new DomainError("VALIDATION", message, { errors: [{ path, message }] });
  }
  const startsAt = change.startsAt ?? new Date(before.startsAt);
  const endsAt = change.endsAt ?? new Date(before.endsAt);
  if (startsAt >= endsAt) {
    const message = "Must be after the start";
    throw new DomainError("VALIDATION", `endsAt: ${message}`, { errors: [{ path: "endsAt", message }] });
  }
}

async function setQuantity(tx: Tx, couponId: string, quantity: number, token: bigint): Promise<void> {
  await tx
    .update(couponStock)
    .set({ quantity, fence: token })
    .where(
      and(
        eq(couponStock.couponId, couponId),
        lte(couponStock.issued, quantity),
        lte(couponStock.fence, token),
      ),
    );
}
