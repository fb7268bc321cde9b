import { announcingCoupons } from "#lib/announcements/announce.ts";
import { env } from "#lib/env.ts";
import { GroupCommit, type SubmitOptions } from "#lib/group-commit/group-commit.ts";
import type { Outcomes } from "#lib/group-commit/outcomes.ts";
import type { Recorded } from "#lib/idempotency/record.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { couponKey, LOCK_TIMES } from "#lib/locking/locks.ts";
import { type Claim, claimCoupons } from "./claim-coupons.ts";
import type { ClaimResult } from "./schema.ts";

let commit: GroupCommit<Claim, Recorded<ClaimResult>> | undefined;

function claims(): GroupCommit<Claim, Recorded<ClaimResult>> {
  commit ??= new GroupCommit({ times: LOCK_TIMES.claim, maxJobs: env().TURN_JOBS, work: issue });
  return commit;
}

/**
 * Gives one of a first-come coupon to a shopper, under the coupon's lock, in one transaction with
 * all other claims that are in line for it.
 * @throws DomainError COUPON_NOT_FOUND, COUPON_NOT_OPEN, COUPON_ALREADY_CLAIMED, COUPON_SOLD_OUT;
 *   LockTimeoutError, LockUnavailableError, LockLostError; the signal's reason when the shopper leaves the line.
 */
export function claimCoupon(claim: Claim, options: SubmitOptions = {}): Promise<Recorded<ClaimResult>> {
  return claims().submit(claim, [couponKey(claim.couponId)], options);
}

function issue(some: readonly Claim[], lock: KeyHold): Promise<Outcomes<Recorded<ClaimResult>>> {
  const couponIds = [...new Set(some.map(({ couponId }) => couponId))];
  return announcingCoupons(couponIds, () => claimCoupons(some, lock));
}
