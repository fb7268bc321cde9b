import { asc, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { insertInto, isAnyOf, rowSet, rowsWithIds } from "#db/row-set.ts";
import { couponStock, coupons, userCoupons } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { DomainError } from "#lib/errors.ts";
import { decideEach, type Outcomes } from "#lib/group-commit/outcomes.ts";
import {
  type Answered,
  type IdempotentRequest,
  keepAnswers,
  type Recorded,
} from "#lib/idempotency/record.ts";
import { commitGuard } from "#lib/locking/commit-guard.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { couponKey } from "#lib/locking/locks.ts";
import { checkFences } from "#lib/locking/stale-token.ts";
import { newIdAt } from "#lib/values/identifier.ts";
import { ClaimResult } from "./schema.ts";

/** A coupon that a shopper wants. */
export interface Claim {
  readonly userId: string;
  readonly couponId: string;
  readonly once: IdempotentRequest | null;
}

/** A coupon that is claimed, held for this transaction; `issued` rises as claims are decided. */
interface LockedCoupon {
  readonly couponId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly quantity: number;
  readonly fence: bigint;
  readonly now: Date;
  issued: number;
  readonly owners: Set<string>;
}

/** A claim that is granted, with its answer. */
interface Issue extends Answered<ClaimResult> {
  readonly row: typeof userCoupons.$inferInsert;
}

/**
 * Gives first-come coupons to shoppers, in one transaction and in the order of coming, as the holder of the
 * coupons' locks. A claim that is refused changes nothing for the others.
 * @returns for each claim its answer, or DomainError COUPON_NOT_FOUND, COUPON_NOT_OPEN,
 *   COUPON_ALREADY_CLAIMED, COUPON_SOLD_OUT.
 * @throws StaleTokenError when a later holder has written a coupon, LockLostError, or what the database
 *   refuses the whole with. Nothing has changed then.
 */
export async function claimCoupons(
  claims: readonly Claim[],
  lock: KeyHold,
): Promise<Outcomes<Recorded<ClaimResult>>> {
  const couponIds = [...new Set(claims.map(({ couponId }) => couponId))];
  const work = async (tx: Tx) => {
    const locked = await lockCoupons(tx, couponIds, claims);
    const { granted: issues, outcomes } = decideEach(claims, (claim) =>
      decideClaim(claim, locked.get(claim.couponId)),
    );
    const [recorded] = await Promise.all([
      keepAnswers(tx, issues, outcomes),
      issues.length > 0 ? writeIssues(tx, issues, locked, lock) : undefined,
    ]);
    commitGuard(lock, couponIds.map(couponKey));
    return { outcomes: recorded, issued: issues.map(({ row }) => row.id) };
  };
  const { outcomes } = await writeTransaction(work, {
    stands: ({ issued }) => rowsWithIds(userCoupons.id, issued),
  });
  return outcomes;
}

/** Reads the coupons and which claimants already have one, and holds the stock rows. One round trip. */
async function lockCoupons(
  tx: Tx,
  couponIds: readonly string[],
  claims: readonly Claim[],
): Promise<ReadonlyMap<string, LockedCoupon>> {
  const [rows, owned] = await Promise.all([
    tx
      .select({
        couponId: coupons.id,
        startsAt: coupons.startsAt,
        endsAt: coupons.endsAt,
        quantity: couponStock.quantity,
        issued: couponStock.issued,
        fence: couponStock.fence,
        now: sql<Date>`now()`.mapWith(coupons.createdAt),
      })
      .from(coupons)
      .innerJoin(couponStock, eq(couponStock.couponId, coupons.id))
      .where(sql`${isAnyOf(coupons.id, couponIds)} and ${isNull(coupons.archivedAt)}`)
      .orderBy(asc(couponStock.couponId))
      .for("no key update", { of: couponStock }),
    tx
      .select({ couponId: userCoupons.couponId, userId: userCoupons.userId })
      .from(
        rowSet(
          { couponId: "text", userId: "text" },
          claims.map(({ couponId, userId }) => ({ couponId, userId })),
        ),
      )
      .innerJoin(
        userCoupons,
        sql`${userCoupons.couponId} = rows."couponId" and ${userCoupons.userId} = rows."userId"`,
      ),
  ]);
  const ownersOf = (id: string) =>
    owned.filter(({ couponId }) => couponId === id).map(({ userId }) => userId);
  return new Map(rows.map((row) => [row.couponId, { ...row, owners: new Set(ownersOf(row.couponId)) }]));
}

function decideClaim(claim: Claim, coupon: LockedCoupon | undefined): Issue {
  const { userId, couponId, once } = claim;
  if (!coupon) throw new DomainError("COUPON_NOT_FOUND", "There is no such coupon.");
  const { startsAt, endsAt, now } = coupon;
  if (now < startsAt || endsAt <= now) {
    const detail = now < startsAt ? "This coupon has not opened yet." : "The time of this coupon is over.";
    throw new DomainError("COUPON_NOT_OPEN", detail, {
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    });
  }
  if (coupon.owners.has(userId)) {
    throw new DomainError("COUPON_ALREADY_CLAIMED", "You already have this coupon; it is in your list.");
  }
  if (coupon.issued >= coupon.quantity)
    throw new DomainError("COUPON_SOLD_OUT", "All of these coupons are gone.");
  coupon.issued += 1;
  coupon.owners.add(userId);
  const row = { id: newIdAt(now), couponId, userId, issuedAt: now, expiresAt: endsAt };
  const answer = ClaimResult.parse({
    userCoupon: {
      id: row.id,
      couponId,
      status: "issued",
      issuedAt: now.toISOString(),
      expiresAt: endsAt.toISOString(),
    },
    remaining: coupon.quantity - coupon.issued,
  });
  return { once, row, answer };
}

/** Counts and writes the issued coupons. The conditions prevent one too many, whatever else writes. */
async function writeIssues(
  tx: Tx,
  issues: readonly Issue[],
  locked: ReadonlyMap<string, LockedCoupon>,
  lock: KeyHold,
): Promise<void> {
  checkFences(locked.values(), lock);
  const { token } = lock;
  const taken = [...locked.keys()].flatMap((couponId) => {
    const count = issues.filter(({ row }) => row.couponId === couponId).length;
    return count > 0 ? [{ couponId, count }] : [];
  });
  const [counted, written] = await Promise.all([
    tx
      .update(couponStock)
      .set({ issued: sql`${couponStock.issued} + rows.count`, fence: token })
      .from(rowSet({ couponId: "text", count: "integer" }, taken))
      .where(
        sql`${couponStock.couponId} = rows."couponId" and ${couponStock.issued} + rows.count <= ${couponStock.quantity} and ${couponStock.fence} <= ${token}`,
      )
      .returning({ couponId: couponStock.couponId }),
    tx.execute(sql`
      ${insertInto(
        userCoupons,
        issues.map(({ row }) => row),
      )}
      on conflict (coupon_id, user_id) do nothing returning id`),
  ]);
  if (counted.length !== taken.length || written.length !== issues.length) {
    throw new Error("a coupon moved although its row was held");
  }
}
