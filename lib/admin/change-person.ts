import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { sessions, users } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { DomainError } from "#lib/errors.ts";
import { getUser } from "./person.ts";
import type { AdminUser, RoleChange } from "./person-schema.ts";

/** The admin who acts, and the person that is changed. */
interface Deed {
  readonly actorId: string;
  readonly userId: string;
}

type Held = typeof users.$inferSelect;

/**
 * Makes an admin of a shopper, or a shopper of an admin; never of the last one.
 * @throws DomainError USER_NOT_FOUND, LAST_ADMIN; FORBIDDEN when the actor is no admin any more, and for demo shoppers.
 */
export async function changeRole(deed: Deed, { role, reason }: RoleChange): Promise<AdminUser> {
  await writeTransaction(async (tx) => {
    const { user, admins } = await holdPeople(tx, deed);
    if (user.role === role) return;
    if (role === "admin" && user.signsInBy === "demo") {
      throw new DomainError("FORBIDDEN", "A demo shopper can't be an admin.");
    }
    if (role === "shopper") requireAnother(admins, user);
    await tx.update(users).set({ role, updatedAt: sql`now()` }).where(eq(users.id, user.id));
    const detail = { ...(reason ? { reason } : {}), before: { role: user.role }, after: { role } };
    await writeAuditLog(tx, { actorId: deed.actorId, action: "user.role", target: user.id, detail });
  });
  return getUser(deed.userId);
}

/**
 * Closes an account: every session ends, in every process, and no new one is opened. Its orders, points and coupons
 * stay.
 * @throws DomainError USER_NOT_FOUND, LAST_ADMIN; FORBIDDEN when the actor is no admin any more.
 */
export async function banUser(deed: Deed, reason: string): Promise<AdminUser> {
  await writeTransaction(async (tx) => {
    const { user, admins } = await holdPeople(tx, deed);
    if (user.bannedAt) return;
    if (user.role === "admin") requireAnother(admins, user);
    await tx
      .update(users)
      .set({ bannedAt: sql`now()`, banReason: reason, updatedAt: sql`now()` })
      .where(eq(users.id, user.id));
    const ended = await tx
      .delete(sessions)
      .where(eq(sessions.userId, user.id))
      .returning({ id: sessions.id });
    const detail = { reason, sessions: ended.length, before: { banned: false }, after: { banned: true } };
    await writeAuditLog(tx, { actorId: deed.actorId, action: "user.ban", target: user.id, detail });
  });
  return getUser(deed.userId);
}

/**
 * Opens a closed account again.
 * @throws DomainError USER_NOT_FOUND; FORBIDDEN when the actor is no admin any more.
 */
export async function unbanUser(deed: Deed): Promise<AdminUser> {
  await writeTransaction(async (tx) => {
    const { user } = await holdPeople(tx, deed);
    if (!user.bannedAt) return;
    await tx
      .update(users)
      .set({ bannedAt: null, banReason: null, updatedAt: sql`now()` })
      .where(eq(users.id, user.id));
    const detail = { before: { banned: true, reason: user.banReason }, after: { banned: false } };
    await writeAuditLog(tx, { actorId: deed.actorId, action: "user.unban", target: user.id, detail });
  });
  return getUser(deed.userId);
}

/**
 * Signs a person out of every browser.
 * @throws DomainError USER_NOT_FOUND; FORBIDDEN when the actor is no admin any more.
 */
export async function endSessionsOf(deed: Deed): Promise<void> {
  await writeTransaction(async (tx) => {
    const { user } = await holdPeople(tx, deed);
    const ended = await tx
      .delete(sessions)
      .where(eq(sessions.userId, user.id))
      .returning({ id: sessions.id });
    const detail = { sessions: ended.length };
    await writeAuditLog(tx, { actorId: deed.actorId, action: "user.end-sessions", target: user.id, detail });
  });
}

/**
 * The person and all admins, held in the order of ids: of two admins who act on each other at once, the later sees
 * what the first has done.
 */
async function holdPeople(
  tx: Tx,
  { actorId, userId }: Deed,
): Promise<{ user: Held; admins: readonly string[] }> {
  const held = await tx
    .select()
    .from(users)
    .where(sql`${users.role} = 'admin' or ${users.id} = ${userId}`)
    .orderBy(asc(users.id))
    .for("no key update");
  const user = held.find(({ id }) => id === userId);
  if (!user) throw new DomainError("USER_NOT_FOUND", "There is no such person.");
  const able = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.bannedAt)));
  const admins = able.map(({ id }) => id);
  if (!admins.includes(actorId)) throw new DomainError("FORBIDDEN", "Only admins can do this.");
  return { user, admins };
}

function requireAnother(admins: readonly string[], user: Held): void {
  if (admins.some((id) => id !== user.id)) return;
  throw new DomainError("LAST_ADMIN", "This is the only admin. Make another one first.");
}
