import { and, eq, gte, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { pointLedger, WALLET_LIMIT, wallets } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { newId } from "#lib/identifier.ts";

/** A wallet after a change: what it holds, and the ledger's number for the change. */
export interface Movement {
  readonly balance: number;
  readonly seq: number;
}

const moved = { balance: wallets.balance, seq: wallets.ledgerSeq };

const next = (delta: number) => ({
  balance: sql`${wallets.balance} + ${delta}`,
  version: sql`${wallets.version} + 1`,
  ledgerSeq: sql`${wallets.ledgerSeq} + 1`,
  updatedAt: sql`now()`,
});

/**
 * Takes points from a wallet. The ledger row is the caller's to write, after the order it pays for.
 * @throws DomainError INSUFFICIENT_POINTS with the balance.
 */
export async function debit(tx: Tx, userId: string, points: number): Promise<Movement> {
  const [movement] = await tx
    .update(wallets)
    .set(next(-points))
    .where(and(eq(wallets.userId, userId), gte(wallets.balance, points)))
    .returning(moved);
  if (movement) return movement;
  const [wallet] = await tx
    .select({ balance: wallets.balance })
    .from(wallets)
    .where(eq(wallets.userId, userId));
  const balance = wallet?.balance ?? 0;
  const detail = `You have ${balance} points, and this order takes ${points}.`;
  throw new DomainError("INSUFFICIENT_POINTS", detail, { balance, required: points });
}

/** Gives points back to a wallet, or answers null when it would then hold more than a wallet may. */
export async function credit(tx: Tx, userId: string, points: number): Promise<Movement | null> {
  const [movement] = await tx
    .update(wallets)
    .set(next(points))
    .where(and(eq(wallets.userId, userId), sql`${wallets.balance} + ${points} <= ${WALLET_LIMIT}`))
    .returning(moved);
  return movement ?? null;
}

/** Writes the ledger row of an order's debit or refund. */
export async function writeEntry(
  tx: Tx,
  entry: { userId: string; type: "use" | "refund"; amount: number; orderId: string; movement: Movement },
): Promise<void> {
  const { movement, ...row } = entry;
  await tx
    .insert(pointLedger)
    .values({ ...row, id: newId(), seq: movement.seq, balanceAfter: movement.balance });
}
