import { and, desc, eq, gt, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { coupons, orders, sessions, userCoupons, users, wallets } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { listLedgerOf } from "./ledger.ts";
import { personColumns, personDto } from "./list-people.ts";
import { type AdminUser, Person } from "./person-schema.ts";

const LEDGER_SHOWN = 20;
const MOST_SHOWN = 50;

const noSuchPerson = () => new DomainError("USER_NOT_FOUND", "There is no such person.");

/** A person as a list shows them. @throws DomainError USER_NOT_FOUND */
export async function getUser(userId: string): Promise<AdminUser> {
  const [row] = await db()
    .select(personColumns)
    .from(users)
    .leftJoin(wallets, eq(wallets.userId, users.id))
    .where(eq(users.id, userId));
  if (!row) throw noSuchPerson();
  return personDto(row);
}

/**
 * Everything that staff need to know of a person.
 * @throws DomainError USER_NOT_FOUND
 */
export async function getPerson(userId: string): Promise<Person> {
  const [user, [more], [sums], ledger, held, open] = await Promise.all([
    getUser(userId),
    db()
      .select({
        emailVerified: users.emailVerified,
        signsInBy: users.signsInBy,
        banReason: users.banReason,
      })
      .from(users)
      .where(eq(users.id, userId)),
    db()
      .select({ spent: sql`coalesce(sum(${orders.total}), 0)`.mapWith(Number) })
      .from(orders)
      .where(and(eq(orders.userId, userId), eq(orders.status, "paid"))),
    listLedgerOf(userId, { limit: LEDGER_SHOWN }),
    couponsOf(userId),
    sessionsOf(userId),
  ]);
  return Person.parse({
    user: { ...user, ...more },
    spent: sums?.spent ?? 0,
    ledger,
    coupons: held,
    sessions: open,
  });
}

async function couponsOf(userId: string) {
  const isOver = sql<boolean>`${userCoupons.expiresAt} <= now()`;
  const rows = await db()
    .select({ held: userCoupons, name: coupons.name, isOver })
    .from(userCoupons)
    .innerJoin(coupons, eq(coupons.id, userCoupons.couponId))
    .where(eq(userCoupons.userId, userId))
    .orderBy(desc(userCoupons.issuedAt))
    .limit(MOST_SHOWN);
  return rows.map(({ held, name, isOver: over }) => ({
    id: held.id,
    couponId: held.couponId,
    name,
    status: held.status === "issued" && over ? "expired" : held.status,
    issuedAt: held.issuedAt.toISOString(),
    expiresAt: held.expiresAt.toISOString(),
    usedAt: held.usedAt?.toISOString() ?? null,
  }));
}

async function sessionsOf(userId: string) {
  const rows = await db()
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(desc(sessions.createdAt))
    .limit(MOST_SHOWN);
  return rows.map(({ id, createdAt, ipAddress, userAgent }) => ({
    id,
    startedAt: createdAt.toISOString(),
    address: ipAddress ?? "",
    userAgent: userAgent ?? "",
  }));
}
