import { and, desc, eq, lt } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointLedger, wallets } from "#db/schema/index.ts";
import { cutHistory, decodeCursor } from "#lib/values/cursor.ts";
import type { CursorQuery } from "#lib/values/pagination.ts";
import { entryDto } from "./entry-dto.ts";
import { LEDGER_KEY, type LedgerHistory } from "./schema.ts";

/** The shopper's points. */
export async function getBalance(userId: string): Promise<number> {
  const [wallet] = await db()
    .select({ balance: wallets.balance })
    .from(wallets)
    .where(eq(wallets.userId, userId));
  return wallet?.balance ?? 0;
}

/**
 * The shopper's ledger, newest first.
 * @throws DomainError VALIDATION for a cursor that is not ours.
 */
export async function listLedger(userId: string, { cursor, limit }: CursorQuery): Promise<LedgerHistory> {
  const before = cursor === undefined ? undefined : Number(decodeCursor(cursor, LEDGER_KEY));
  const rows = await db()
    .select()
    .from(pointLedger)
    .where(
      and(eq(pointLedger.userId, userId), before === undefined ? undefined : lt(pointLedger.seq, before)),
    )
    .orderBy(desc(pointLedger.seq))
    .limit(limit + 1);
  const { items, nextCursor } = cutHistory(rows, limit, (row) => String(row.seq));
  return { items: items.map(entryDto), nextCursor };
}
