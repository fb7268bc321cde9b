import { eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { rowsWithIds } from "#db/row-set.ts";
import { pointLedger, users, WALLET_LIMIT, wallets } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { DomainError } from "#lib/errors.ts";
import { type IdempotentRequest, keepAnswer, type Recorded } from "#lib/idempotency/record.ts";
import { commitGuard } from "#lib/locking/commit-guard.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { LOCK_TIMES, userKey, withLocks } from "#lib/locking/locks.ts";
import { checkFences } from "#lib/locking/stale-token.ts";
import { newId } from "#lib/values/identifier.ts";
import { entryDto } from "./entry-dto.ts";
import { type LedgerEntry, TopUpResult } from "./schema.ts";

/** Points that an admin grants, or takes where the amount is negative, and why. */
export interface Adjustment {
  readonly actorId: string;
  readonly userId: string;
  readonly amount: number;
  readonly reason: string;
  readonly once: IdempotentRequest | null;
}

interface Adjusted {
  readonly balance: number;
  readonly entry: LedgerEntry;
}

/**
 * Grants points to a shopper or takes some, under the shopper's lock: a ledger row of its own type, and an entry
 * of the admin audit log, in one transaction.
 * @throws DomainError USER_NOT_FOUND, BALANCE_LIMIT, INSUFFICIENT_POINTS when more is to be taken than there is;
 *   LockTimeoutError, LockUnavailableError, LockLostError, StaleTokenError.
 */
export function adjustPoints(adjustment: Adjustment): Promise<Recorded<Adjusted>> {
  return withLocks([userKey(adjustment.userId)], LOCK_TIMES.admin, (lock) => write(adjustment, lock));
}

function write(adjustment: Adjustment, lock: KeyHold): Promise<Recorded<Adjusted>> {
  const { actorId, userId, amount, reason, once } = adjustment;
  const id = newId();
  const work = async (tx: Tx) => {
    const before = await holdWallet(tx, userId, lock);
    const balance = before.balance + amount;
    checkBalance(before.balance, amount);
    const seq = before.ledgerSeq + 1;
    await tx
      .update(wallets)
      .set({
        balance,
        ledgerSeq: seq,
        version: sql`${wallets.version} + 1`,
        fence: lock.token,
        updatedAt: sql`now()`,
      })
      .where(eq(wallets.userId, userId));
    const type = amount > 0 ? "grant" : "take";
    const [row] = await tx
      .insert(pointLedger)
      .values({ id, userId, seq, type, amount, balanceAfter: balance, actorId, reason })
      .returning();
    if (!row) throw new Error("a ledger row that was just written is not there");
    const detail = { reason, amount, entryId: id, before: { balance: before.balance }, after: { balance } };
    await writeAuditLog(tx, { actorId, action: `points.${type}`, target: userId, detail });
    commitGuard(lock, [userKey(userId)]);
    return keepAnswer(tx, once, TopUpResult.parse({ balance, entry: entryDto(row) }));
  };
  return writeTransaction(work, { stands: () => rowsWithIds(pointLedger.id, [id]) });
}

function checkBalance(held: number, amount: number): void {
  if (held + amount < 0) {
    const detail = `The wallet holds ${held} points.`;
    throw new DomainError("INSUFFICIENT_POINTS", detail, { balance: held, required: -amount });
  }
  if (amount > 0 && held + amount > WALLET_LIMIT) {
    throw new DomainError(
      "BALANCE_LIMIT",
      `A wallet holds at most ${WALLET_LIMIT} points; this one has ${held}.`,
    );
  }
}

async function holdWallet(tx: Tx, userId: string, lock: KeyHold) {
  const find = () => tx.select().from(wallets).where(eq(wallets.userId, userId)).for("no key update");
  let [wallet] = await find();
  if (!wallet) {
    const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId));
    if (!user) throw new DomainError("USER_NOT_FOUND", "There is no such person.");
    await tx.insert(wallets).values({ userId }).onConflictDoNothing();
    [wallet] = await find();
  }
  if (!wallet) throw new Error("a wallet that was just opened is not there");
  checkFences([wallet], lock);
  return wallet;
}
