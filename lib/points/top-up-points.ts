import { setTimeout as pause } from "node:timers/promises";
import { and, eq, lte, sql } from "drizzle-orm";
import { db, type Tx, writeDb } from "#db/client.ts";
import { pointLedger, WALLET_LIMIT, wallets } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { keepAnswer, type OnceRequest } from "#lib/idempotency/record.ts";
import { newId } from "#lib/identifier.ts";
import type { Lock } from "#lib/lock/index.ts";
import { userKey } from "#lib/locks.ts";
import { StaleTokenError } from "#lib/stale-token.ts";
import { commitGuard } from "#lib/transaction.ts";
import { entryDto } from "./entry-dto.ts";
import { openWallet } from "./open-wallet.ts";
import { TopUpResult } from "./schema.ts";

const TRIES = 3;
const BACKOFF_MS = 50;

type Wallet = typeof wallets.$inferSelect;

/**
 * Adds points to a shopper's wallet, as the holder of the shopper's lock. A checkout may move the wallet
 * at the same time: then its version has changed, and the top-up tries again, up to 3 times.
 * @throws DomainError BALANCE_LIMIT, or UNAVAILABLE when the wallet never stood still;
 *   StaleTokenError when a later holder has written the wallet.
 */
export async function topUpPoints(
  userId: string,
  points: number,
  lock: Lock,
  once: OnceRequest | null,
): Promise<TopUpResult> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const wallet = await readWallet(userId);
    if (wallet.fence > lock.token) throw new StaleTokenError(wallet.fence);
    if (wallet.balance + points > WALLET_LIMIT) {
      const detail = `A wallet holds at most ${WALLET_LIMIT} points; yours has ${wallet.balance}.`;
      throw new DomainError("BALANCE_LIMIT", detail);
    }
    const answer = await writeDb().transaction((tx) => charge(tx, wallet, points, lock, once));
    if (answer) return answer;
    if (attempt < TRIES) await pause(BACKOFF_MS);
  }
  throw new DomainError(
    "UNAVAILABLE",
    "Your wallet is busy with other orders. Nothing was added; try again.",
  );
}

async function readWallet(userId: string): Promise<Wallet> {
  const find = () => db().select().from(wallets).where(eq(wallets.userId, userId));
  const [wallet] = await find();
  if (wallet) return wallet;
  await openWallet(userId);
  const [opened] = await find();
  if (!opened) throw new Error("a wallet that was just opened is not there");
  return opened;
}

/** One try: null when the wallet has another version than the one that was read. */
async function charge(
  tx: Tx,
  wallet: Wallet,
  points: number,
  lock: Lock,
  once: OnceRequest | null,
): Promise<TopUpResult | null> {
  const { userId, version } = wallet;
  const [moved] = await tx
    .update(wallets)
    .set({
      balance: sql`${wallets.balance} + ${points}`,
      version: version + 1,
      ledgerSeq: sql`${wallets.ledgerSeq} + 1`,
      fence: lock.token,
      updatedAt: sql`now()`,
    })
    .where(and(eq(wallets.userId, userId), eq(wallets.version, version), lte(wallets.fence, lock.token)))
    .returning({ balance: wallets.balance, seq: wallets.ledgerSeq });
  if (!moved) return null;
  const [entry] = await tx
    .insert(pointLedger)
    .values({
      id: newId(),
      userId,
      seq: moved.seq,
      type: "charge",
      amount: points,
      balanceAfter: moved.balance,
    })
    .returning();
  if (!entry) throw new Error("a ledger row that was just written is not there");
  const answer = TopUpResult.parse({ balance: moved.balance, entry: entryDto(entry) });
  await keepAnswer(tx, once, 201, answer);
  commitGuard(lock, [userKey(userId)]);
  return answer;
}
