import { and, eq, isNull, lt, lte, sql } from "drizzle-orm";
import { type Tx, writeDb } from "#db/client.ts";
import { couponStock, coupons, userCoupons } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { keepAnswer, type OnceRequest } from "#lib/idempotency/record.ts";
import { newId } from "#lib/identifier.ts";
import type { Lock } from "#lib/lock/index.ts";
import { couponKey } from "#lib/locks.ts";
import { StaleTokenError } from "#lib/stale-token.ts";
import { commitGuard } from "#lib/transaction.ts";
import { ClaimResult } from "./schema.ts";

/**
 * Gives one of a first-come coupon to a shopper, in one transaction, as the holder of the coupon's lock.
 * @throws DomainError COUPON_NOT_FOUND, COUPON_NOT_OPEN, COUPON_ALREADY_CLAIMED, COUPON_SOLD_OUT;
 *   StaleTokenError when a later holder has written the coupon.
 */
export async function claimCoupon(
  userId: string,
  couponId: string,
  lock: Lock,
  once: OnceRequest | null,
): Promise<ClaimResult> {
  return writeDb().transaction(async (tx) => {
    const { endsAt, now } = await openCoupon(tx, couponId);
    const id = newId();
    const issued = await tx
      .insert(userCoupons)
      .values({ id, couponId, userId, issuedAt: now, expiresAt: endsAt })
      .onConflictDoNothing({ target: [userCoupons.couponId, userCoupons.userId] })
      .returning({ id: userCoupons.id });
    if (issued.length === 0) {
      throw new DomainError("COUPON_ALREADY_CLAIMED", "You already have this coupon; it is in your list.");
    }
    const remaining = await countIssue(tx, couponId, lock.token);
    const answer = ClaimResult.parse({
      userCoupon: {
        id,
        couponId,
        status: "issued",
        issuedAt: now.toISOString(),
        expiresAt: endsAt.toISOString(),
      },
      remaining,
    });
    await keepAnswer(tx, once, 201, answer);
    commitGuard(lock, [couponKey(couponId)]);
    return answer;
  });
}

async function openCoupon(tx: Tx, couponId: string): Promise<{ endsAt: Date; now: Date }> {
  const [row] = await tx
    .select({
      startsAt: coupons.startsAt,
      endsAt: coupons.endsAt,
      now: sql<Date>`now()`.mapWith(coupons.createdAt),
    })
    .from(coupons)
    .where(and(eq(coupons.id, couponId), isNull(coupons.archivedAt)));
  if (!row) throw new DomainError("COUPON_NOT_FOUND", "There is no such coupon.");
  const { startsAt, endsAt, now } = row;
  if (startsAt <= now && now < endsAt) return row;
  const detail = now < startsAt ? "This coupon has not opened yet." : "The time of this coupon is over.";
  throw new DomainError("COUPON_NOT_OPEN", detail, {
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  });
}

/** Counts one more as issued; the condition makes one too many impossible whoever else writes. */
async function countIssue(tx: Tx, couponId: string, token: bigint): Promise<number> {
  const [counted] = await tx
    .update(couponStock)
    .set({ issued: sql`${couponStock.issued} + 1`, fence: token })
    .where(
      and(
        eq(couponStock.couponId, couponId),
        lt(couponStock.issued, couponStock.quantity),
        lte(couponStock.fence, token),
      ),
    )
    .returning({ remaining: sql<number>`${couponStock.quantity} - ${couponStock.issued}`.mapWith(Number) });
  if (counted) return counted.remaining;
  const [stock] = await tx.select().from(couponStock).where(eq(couponStock.couponId, couponId));
  if (stock && stock.fence > token) throw new StaleTokenError(stock.fence);
  throw new DomainError("COUPON_SOLD_OUT", "All of these coupons are gone.");
}
