import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { insertRows, isAnyOf, rowSet, rowsWithIds } from "#db/row-set.ts";
import { pointLedger, WALLET_LIMIT, wallets } from "#db/schema/index.ts";
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
import { userKey } from "#lib/locking/locks.ts";
import { checkFences } from "#lib/locking/stale-token.ts";
import { newIdAt } from "#lib/values/identifier.ts";
import { entryDto } from "./entry-dto.ts";
import { TopUpResult } from "./schema.ts";

/** Points that a shopper adds. */
export interface TopUp {
  readonly userId: string;
  readonly points: number;
  readonly once: IdempotentRequest | null;
}

/** A wallet as it was read; `balance` and `seq` rise as top-ups are decided. */
interface ReadWallet {
  readonly userId: string;
  readonly version: number;
  readonly fence: bigint;
  readonly now: Date;
  balance: number;
  seq: number;
}

/** A top-up that is granted, with its answer and its ledger row. */
interface Charge extends Answered<TopUpResult> {
  readonly row: typeof pointLedger.$inferSelect;
}

/** A wallet has another version than the one that was read: a checkout moved it meanwhile. */
export class VersionConflictError extends Error {
  override readonly name = "VersionConflictError";
}

/** Whether a wallet moved under a top-up. By name, as `isDomainError`. */
export const isVersionConflict = (error: unknown): error is VersionConflictError =>
  error instanceof Error && error.name === "VersionConflictError";

/**
 * Adds points to shoppers' wallets in one transaction, as the holder of the shoppers' locks. It writes only
 * onto the versions of the wallets that it has read.
 * @returns for each top-up its answer, or DomainError BALANCE_LIMIT.
 * @throws VersionConflictError when a wallet has moved since, StaleTokenError when a later holder has written
 *   one, LockLostError, or what the database refuses the whole with. Nothing has changed then.
 */
export async function topUpWallets(
  topUps: readonly TopUp[],
  lock: KeyHold,
): Promise<Outcomes<Recorded<TopUpResult>>> {
  const userIds = [...new Set(topUps.map(({ userId }) => userId))];
  const work = async (tx: Tx) => {
    const found = await readWallets(tx, userIds);
    checkFences(found.values(), lock);
    const { granted: charges, outcomes } = decideEach(topUps, (topUp) => decideTopUp(topUp, found));
    if (charges.length > 0) await moveVersions(tx, charges, found, lock.token);
    const [recorded] = await Promise.all([
      keepAnswers(tx, charges, outcomes),
      insertRows(
        tx,
        pointLedger,
        charges.map(({ row }) => row),
      ),
    ]);
    commitGuard(lock, userIds.map(userKey));
    return { outcomes: recorded, charged: charges.map(({ row }) => row.id) };
  };
  const { outcomes } = await writeTransaction(work, {
    stands: ({ charged }) => rowsWithIds(pointLedger.id, charged),
  });
  return outcomes;
}

/** The present wallets, not held; a shopper without one gets an empty one. */
async function readWallets(tx: Tx, userIds: readonly string[]): Promise<ReadonlyMap<string, ReadWallet>> {
  const find = () =>
    tx
      .select({
        userId: wallets.userId,
        version: wallets.version,
        fence: wallets.fence,
        balance: wallets.balance,
        seq: wallets.ledgerSeq,
        now: sql<Date>`now()`.mapWith(wallets.updatedAt),
      })
      .from(wallets)
      .where(isAnyOf(wallets.userId, userIds));
  let rows = await find();
  if (rows.length < userIds.length) {
    await tx
      .insert(wallets)
      .values(userIds.map((userId) => ({ userId })))
      .onConflictDoNothing();
    rows = await find();
  }
  return new Map(rows.map((row) => [row.userId, row]));
}

function decideTopUp(topUp: TopUp, found: ReadonlyMap<string, ReadWallet>): Charge {
  const { userId, points, once } = topUp;
  const wallet = found.get(userId);
  if (!wallet) throw new Error("a wallet that was just opened is not there");
  if (wallet.balance + points > WALLET_LIMIT) {
    const detail = `A wallet holds at most ${WALLET_LIMIT} points; yours has ${wallet.balance}.`;
    throw new DomainError("BALANCE_LIMIT", detail);
  }
  wallet.balance += points;
  wallet.seq += 1;
  const { balance, seq, now } = wallet;
  const row = {
    id: newIdAt(now),
    userId,
    seq,
    type: "charge",
    amount: points,
    balanceAfter: balance,
  } as const;
  const written = { ...row, orderId: null, actorId: null, reason: null, createdAt: now };
  return { once, row: written, answer: TopUpResult.parse({ balance, entry: entryDto(written) }) };
}

/** Moves the wallets that are charged. @throws VersionConflictError */
async function moveVersions(
  tx: Tx,
  charges: readonly Charge[],
  found: ReadonlyMap<string, ReadWallet>,
  token: bigint,
): Promise<void> {
  const charged = new Set(charges.map(({ row }) => row.userId));
  const moved = [...found.values()].filter(({ userId }) => charged.has(userId));
  const shape = { userId: "text", version: "integer", balance: "bigint", seq: "integer" };
  const rows = moved.map(({ userId, version, balance, seq }) => ({ userId, version, balance, seq }));
  // Held in the order of ids first, as everybody takes wallets; then moved where the version still is. What the
  // ledger is to say is known to be true only after that.
  const updated = await tx.execute(sql`
    with held as materialized (
      select user_id from wallets where ${isAnyOf(sql`user_id`, [...charged])} order by user_id for no key update
    )
    update wallets set balance = rows.balance, ledger_seq = rows.seq,
      version = wallets.version + rows.seq - wallets.ledger_seq, fence = ${token}, updated_at = now()
    from held join ${rowSet(shape, rows)} on rows."userId" = held.user_id
    where wallets.user_id = held.user_id and wallets.version = rows.version and wallets.fence <= ${token}
    returning wallets.user_id`);
  if (updated.length !== rows.length) throw new VersionConflictError();
}
