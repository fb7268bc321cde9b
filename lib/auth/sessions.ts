import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import { db, writeDb } from "#db/client.ts";
import { sessions } from "#db/schema/index.ts";
import { securityEvent } from "#lib/observability/security-event.ts";
import type { DoorCaller } from "./caller.ts";

/** A browser that is signed in; its token stays where it is. */
export interface OpenSession {
  readonly id: string;
  readonly startedAt: Date;
  readonly address: string;
  readonly userAgent: string;
  readonly isThis: boolean;
}

const MOST_SHOWN = 50;

/** The browsers in which a shopper is signed in, this one first, then the newest. */
export async function listSessions(userId: string, token: string): Promise<readonly OpenSession[]> {
  const isThis = sql<boolean>`${sessions.token} = ${token}`;
  const rows = await db()
    .select({
      id: sessions.id,
      startedAt: sessions.createdAt,
      address: sql<string>`coalesce(${sessions.ipAddress}, '')`,
      userAgent: sql<string>`coalesce(${sessions.userAgent}, '')`,
      isThis,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(isThis), desc(sessions.createdAt))
    .limit(MOST_SHOWN);
  return rows;
}

/** Ends one session of the shopper's, or with "others" every one but this; what isn't the shopper's stays. */
export async function endSession(
  userId: string,
  which: string,
  { token, caller }: { readonly token: string; readonly caller: DoorCaller },
): Promise<void> {
  const chosen = which === "others" ? ne(sessions.token, token) : eq(sessions.id, which);
  const ended = await writeDb()
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), chosen))
    .returning({ id: sessions.id });
  securityEvent("auth.session-ended", userId, { address: caller.address, ended: ended.length });
}
