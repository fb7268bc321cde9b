import { and, asc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { insertRows, isAnyOf, rowSet } from "#db/row-set.ts";
import { pointLedger, WALLET_LIMIT, wallets } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { newId } from "#lib/values/identifier.ts";

/** A wallet after a change: what it holds, and the ledger's number for the change. */
export interface Movement {
  readonly balance: number;
  readonly seq: number;
}

/** A wallet that is held for this transaction; it falls as orders are decided. */
export interface Wallet {
  balance: number;
  seq: number;
}

/** Holds wallets until the transaction ends, in the order of their shoppers' ids. */
export async function holdWallets(tx: Tx, userIds: readonly string[]): Promise<ReadonlyMap<string, Wallet>> {
  const rows = await tx
    .select({ userId: wallets.userId, balance: wallets.balance, seq: wallets.ledgerSeq })
    .from(wallets)
    .where(isAnyOf(wallets.userId, userIds))
    .orderBy(asc(wallets.userId))
    .for("no key update");
  return new Map(rows.map(({ userId, ...wallet }) => [userId, wallet]));
}

/**
 * Takes points from a wallet that is held. The rows are the caller's to write.
 * @throws DomainError INSUFFICIENT_POINTS with the balance.
 */
export function debit(held: ReadonlyMap<string, Wallet>, userId: string, points: number): Movement {
  const wallet = held.get(userId);
  if (!wallet || wallet.balance < points) {
    const balance = wallet?.balance ?? 0;
    const detail = `You have ${balance} points, and this order takes ${points}.`;
    throw new DomainError("INSUFFICIENT_POINTS", detail, { balance, required: points });
  }
  wallet.balance -= points;
  wallet.seq += 1;
  return { ...wallet };
}

/** One order's change of a wallet. */
export interface Entry {
  readonly userId: string;
  readonly type: "use" | "refund";
  readonly amount: number;
  readonly orderId: string;
  readonly movement: Movement;
}

/**
 * Moves wallets that are held by the sum of their entries; no balance falls below what it holds.
 * @throws Error when a wallet does not stand where its entries leave it.
 */
export async function moveWallets(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const sums = new Map<string, { userId: string; delta: number; changes: number }>();
  for (const { userId, amount } of entries) {
    const sum = sums.get(userId) ?? { userId, delta: 0, changes: 0 };
    sums.set(userId, { userId, delta: sum.delta + amount, changes: sum.changes + 1 });
  }
  const shape = { userId: "text", delta: "bigint", changes: "integer" };
  const moved = await tx
    .update(wallets)
    .set({
      balance: sql`${wallets.balance} + rows.delta`,
      version: sql`${wallets.version} + rows.changes`,
      ledgerSeq: sql`${wallets.ledgerSeq} + rows.changes`,
      updatedAt: sql`now()`,
    })
    .from(rowSet(shape, [...sums.values()]))
    .where(sql`${wallets.userId} = rows."userId" and ${wallets.balance} + rows.delta >= 0`)
    .returning({ userId: wallets.userId });
  if (moved.length !== sums.size) throw new Error("a wallet moved although its row was held");
}

/** Gives points back to a wallet, or answers null when it would then hold more than `most`. */
export async function credit(
  tx: Tx,
  userId: string,
  points: number,
  most: number = WALLET_LIMIT,
): Promise<Movement | null> {
  const [movement] = await tx
    .update(wallets)
    .set({
      balance: sql`${wallets.balance} + ${points}`,
      version: sql`${wallets.version} + 1`,
      ledgerSeq: sql`${wallets.ledgerSeq} + 1`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(wallets.userId, userId), sql`${wallets.balance} + ${points} <= ${most}`))
    .returning({ balance: wallets.balance, seq: wallets.ledgerSeq });
  return movement ?? null;
}

/** Writes the ledger rows of orders' debits or refunds, each after the order that it is of. */
export async function writeEntries(tx: Tx, entries: readonly Entry[]): Promise<void> {
  const rows = entries.map(({ movement, ...entry }) => {
    return { ...entry, id: newId(), seq: movement.seq, balanceAfter: movement.balance };
  });
  await insertRows(tx, pointLedger, rows);
}
