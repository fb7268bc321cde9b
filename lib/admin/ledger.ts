import { and, asc, desc, eq, lt } from "drizzle-orm";
import { db } from "#db/client.ts";
import { pointLedger, users } from "#db/schema/index.ts";
import { entryDto } from "#lib/points/entry-dto.ts";
import { LEDGER_KEY } from "#lib/points/schema.ts";
import { cutHistory, decodeCursor } from "#lib/values/cursor.ts";
import type { CursorQuery } from "#lib/values/pagination.ts";
import { LedgerRow, type LedgerRows } from "./ledger-row.ts";

type Row = { entry: typeof pointLedger.$inferSelect; actor: string | null };

const rowDto = ({ entry, actor }: Row): LedgerRow =>
  LedgerRow.parse({ ...entryDto(entry), seq: entry.seq, actor });

const rows = () =>
  db()
    .select({ entry: pointLedger, actor: users.email })
    .from(pointLedger)
    .leftJoin(users, eq(users.id, pointLedger.actorId));

/**
 * A person's ledger as staff see it, newest first.
 * @throws DomainError VALIDATION for a cursor that is not ours.
 */
export async function listLedgerOf(userId: string, { cursor, limit }: CursorQuery): Promise<LedgerRows> {
  const before = cursor === undefined ? undefined : Number(decodeCursor(cursor, LEDGER_KEY));
  const isOlder = before === undefined ? undefined : lt(pointLedger.seq, before);
  const found = await rows()
    .where(and(eq(pointLedger.userId, userId), isOlder))
    .orderBy(desc(pointLedger.seq))
    .limit(limit + 1);
  const { items, nextCursor } = cutHistory(found, limit, ({ entry }) => String(entry.seq));
  return { items: items.map(rowDto), nextCursor };
}

/** What an order took and gave back. */
export async function ledgerOfOrder(orderId: string): Promise<LedgerRow[]> {
  return (await rows().where(eq(pointLedger.orderId, orderId)).orderBy(asc(pointLedger.seq))).map(rowDto);
}
