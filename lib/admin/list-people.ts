import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { hasEveryWord } from "#db/has-every-word.ts";
import { orders, users, wallets } from "#db/schema/index.ts";
import { countUpTo } from "#lib/keyset/count-up-to.ts";
import type { Order } from "#lib/keyset/keyset.ts";
import { idsOfPart, readKeysetPage, toPage } from "#lib/keyset/read-keyset-page.ts";
import { AdminUser, type AdminUserPage, type AdminUserQuery } from "./person-schema.ts";

const byTime = { by: users.createdAt, id: users.id, type: "timestamptz" } as const;

/** An index has each of them. */
const ORDERS = {
  newest: { ...byTime, name: "newest", descending: true },
  oldest: { ...byTime, name: "oldest", descending: false },
  name: { by: users.name, id: users.id, type: "text", name: "name", descending: false },
} as const satisfies Record<AdminUserQuery["sort"], Order>;

/** What a list shows of a person. */
export const personColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  bannedAt: users.bannedAt,
  createdAt: users.createdAt,
  balance: wallets.balance,
  orders: sql`(select count(*) from ${orders} where ${orders.userId} = ${users.id})`.mapWith(Number),
};

type Row = Omit<AdminUser, "balance" | "bannedAt" | "createdAt"> & {
  balance: number | null;
  bannedAt: Date | null;
  createdAt: Date;
};

export const personDto = (row: Row): AdminUser =>
  AdminUser.parse({
    ...row,
    balance: row.balance ?? 0,
    bannedAt: row.bannedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  });

/**
 * Everybody with an account, by what is asked; a page after or before a cursor, or by its number.
 * @throws DomainError VALIDATION for a cursor of another sort.
 */
export async function listUsers(query: AdminUserQuery, most?: number): Promise<AdminUserPage> {
  const where = conditionOf(query);
  const [found, total] = await Promise.all([readPeople(query, where), countUpTo(users, where, most)]);
  return toPage(found, personDto, [{ total }], query);
}

/** All people that match, up to a limit, for a file. */
export async function exportUsers(query: AdminUserQuery, most: number): Promise<AdminUser[]> {
  const everything = { ...query, page: 1, pageSize: most, cursor: undefined, before: undefined };
  return (await readPeople(everything, conditionOf(query))).rows.map(personDto);
}

function readPeople(query: AdminUserQuery, where: SQL | undefined) {
  const order = ORDERS[query.sort];
  return readKeysetPage(
    order,
    query,
    (part) => {
      // Of what is skipped no orders are counted.
      const ids = idsOfPart(users.id, where, part);
      return db()
        .select(personColumns)
        .from(ids)
        .innerJoin(users, eq(users.id, ids.id))
        .leftJoin(wallets, eq(wallets.userId, users.id))
        .orderBy(...part.orderBy);
    },
    (row) => [row.id, order.type === "text" ? row.name : row.createdAt.toISOString()],
  );
}

const conditionOf = ({ q, role, state }: AdminUserQuery): SQL | undefined =>
  and(
    q ? hasEveryWord(users.searchText, q) : undefined,
    role ? eq(users.role, role) : undefined,
    state === "banned" ? isNotNull(users.bannedAt) : undefined,
    state === "active" ? isNull(users.bannedAt) : undefined,
  );
