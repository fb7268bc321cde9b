import { and, desc, eq, lt } from "drizzle-orm";
import { db } from "#db/client.ts";
import { adminAuditLog, users } from "#db/schema/index.ts";
import { cutHistory, decodeCursor } from "#lib/values/cursor.ts";
import { type AuditLog, type AuditLogQuery, LOG_KEY, LogEntry } from "./schema.ts";

/**
 * What admins did, newest first.
 * @throws DomainError VALIDATION for a cursor that is not ours.
 */
export async function readAuditLog({
  cursor,
  limit,
  actorId,
  action,
  target,
}: AuditLogQuery): Promise<AuditLog> {
  const before = cursor === undefined ? undefined : Number(decodeCursor(cursor, LOG_KEY));
  const rows = await db()
    .select({ entry: adminAuditLog, email: users.email })
    .from(adminAuditLog)
    .innerJoin(users, eq(users.id, adminAuditLog.actorId))
    .where(
      and(
        before === undefined ? undefined : lt(adminAuditLog.id, before),
        actorId ? eq(adminAuditLog.actorId, actorId) : undefined,
        action ? eq(adminAuditLog.action, action) : undefined,
        target ? eq(adminAuditLog.target, target) : undefined,
      ),
    )
    .orderBy(desc(adminAuditLog.id))
    .limit(limit + 1);
  const { items, nextCursor } = cutHistory(rows, limit, ({ entry }) => String(entry.id));
  return {
    items: items.map(({ entry, email }) =>
      LogEntry.parse({
        id: String(entry.id),
        at: entry.createdAt.toISOString(),
        actor: { id: entry.actorId, email },
        action: entry.action,
        target: entry.target,
        detail: entry.detail,
      }),
    ),
    nextCursor,
  };
}
