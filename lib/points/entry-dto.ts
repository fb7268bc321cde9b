import type { pointLedger } from "#db/schema/index.ts";
import { LedgerEntry } from "./schema.ts";

/** A ledger row as its shopper sees it. */
export function entryDto(row: typeof pointLedger.$inferSelect): LedgerEntry {
  return LedgerEntry.parse({
    id: row.id,
    type: row.type,
    amount: row.amount,
    balanceAfter: row.balanceAfter,
    ...(row.orderId === null ? {} : { orderId: row.orderId }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    createdAt: row.createdAt.toISOString(),
  });
}
