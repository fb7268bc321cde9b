import { and, eq, exists, getTableColumns, gte, lt, or, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { hasEveryWord } from "#db/has-every-word.ts";
import { isAnyOf } from "#db/row-set.ts";
import { orders, stockMovements, userCoupons, users } from "#db/schema/index.ts";
import { countUpTo } from "#lib/keyset/count-up-to.ts";
import type { Order } from "#lib/keyset/keyset.ts";
import { idsOfPart, readKeysetPage, toPage } from "#lib/keyset/read-keyset-page.ts";
import { type OrderRow, orderDto } from "#lib/orders/order-dto.ts";
import { linesOf } from "#lib/orders/queries.ts";
import { dayBounds } from "#lib/values/shop-day.ts";
import { AdminOrder, type AdminOrderPage, AdminOrderQuery } from "./order-schema.ts";

const byTime = { by: orders.createdAt, id: orders.id, type: "timestamptz" } as const;
const byTotal = { by: orders.total, id: orders.id, type: "bigint" } as const;

/** An index has each of them. */
const ORDERS = {
  newest: { ...byTime, name: "newest", descending: true },
  oldest: { ...byTime, name: "oldest", descending: false },
  dearest: { ...byTotal, name: "dearest", descending: true },
  cheapest: { ...byTotal, name: "cheapest", descending: false },
} as const satisfies Record<AdminOrderQuery["sort"], Order>;

/** So many shoppers of a name are looked up by their ids; of more, each order's is looked at. */
const FEW_SHOPPERS = 500;

/**
 * Everybody's orders, by what is asked; a page after or before a cursor, or by its number.
 * @throws DomainError VALIDATION for a cursor of another sort.
 */
export async function listAllOrders(query: AdminOrderQuery, most?: number): Promise<AdminOrderPage> {
  const where = await conditionOf(query);
  const [found, total] = await Promise.all([readOrders(query, where), countUpTo(orders, where, most)]);
  const rows = await withShoppers(found.rows);
  return toPage({ ...found, rows }, (order) => order, [{ total }], query);
}

function readOrders(query: AdminOrderQuery, where: SQL | undefined) {
  const order = ORDERS[query.sort];
  return readKeysetPage(
    order,
    query,
    (part) => {
      const ids = idsOfPart(orders.id, where, part);
      return db()
        .select(getTableColumns(orders))
        .from(ids)
        .innerJoin(orders, eq(orders.id, ids.id))
        .orderBy(...part.orderBy);
    },
    (row) => [row.id, order.type === "bigint" ? String(row.total) : row.createdAt.toISOString()],
  );
}

/** The page's lines and shoppers are read after it: what is skipped is not joined. */
async function withShoppers(page: readonly OrderRow[]): Promise<AdminOrder[]> {
  const { id, name, email } = users;
  const userIds = [...new Set(page.map(({ userId }) => userId))];
  const [lines, people] = await Promise.all([
    linesOf(
      db(),
      page.map((order) => order.id),
    ),
    db().select({ id, name, email }).from(users).where(isAnyOf(id, userIds)),
  ]);
  const linesByOrder = new Map<string, typeof lines>(page.map((order) => [order.id, []]));
  for (const line of lines) linesByOrder.get(line.orderId)?.push(line);
  const byId = new Map(people.map((person) => [person.id, person]));
  return page.map((order) =>
    AdminOrder.parse({
      ...orderDto(order, linesByOrder.get(order.id) ?? [], "en"),
      user: byId.get(order.userId),
    }),
  );
}

/** The newest orders, without a count of all. */
export const latestOrders = (most: number): Promise<AdminOrder[]> =>
  exportOrders(AdminOrderQuery.parse({}), most);

/** Every row that fits, up to so many, for a file. */
export async function exportOrders(query: AdminOrderQuery, most: number): Promise<AdminOrder[]> {
  const where = await conditionOf(query);
  const everything = { ...query, page: 1, pageSize: most, cursor: undefined, before: undefined };
  return withShoppers((await readOrders(everything, where)).rows);
}

async function conditionOf(query: AdminOrderQuery): Promise<SQL | undefined> {
  return and(
    query.status ? eq(orders.status, query.status) : undefined,
    query.userId ? eq(orders.userId, query.userId) : undefined,
    query.productId ? sells(query.productId) : undefined,
    query.couponId ? usesCoupon(query.couponId) : undefined,
    query.from ? gte(orders.createdAt, dayBounds(query.from).from) : undefined,
    query.to ? lt(orders.createdAt, dayBounds(query.to).to) : undefined,
    query.q ? await isAbout(query.q) : undefined,
  );
}

/** By the movements of stock: they are indexed by product, which the lines of orders are not. */
const sells = (productId: string): SQL => sql`${orders.id} in (
  select ${stockMovements.orderId} from ${stockMovements}
  where ${stockMovements.productId} = ${productId} and ${stockMovements.kind} = 'sale')`;

const usesCoupon = (couponId: string): SQL => sql`${orders.userCouponId} in (
  select ${userCoupons.id} from ${userCoupons} where ${userCoupons.couponId} = ${couponId})`;

/** An order's number as receipts and lists show it: the end of its id. */
const NUMBER = /^#?([0-9a-f]{4})-?([0-9a-f]{4})$/i;
/** So many orders of one number are shown; there is seldom a second one. */
const SAME_NUMBER = 50;

/** The orders with the number that is asked for. They are looked up first: the number has no index. */
async function idsOfNumber(q: string): Promise<string[]> {
  const [, first, second] = NUMBER.exec(q) ?? [];
  if (first === undefined || second === undefined) return [];
  const found = await db()
    .select({ id: orders.id })
    .from(orders)
    .where(sql`right(${orders.id}, 8) = ${`${first}${second}`.toLowerCase()}`)
    .limit(SAME_NUMBER);
  return found.map(({ id }) => id);
}

/** An id, its beginning or its number, or words of the shopper's name and e-mail address. */
async function isAbout(q: string): Promise<SQL | undefined> {
  const named = hasEveryWord(users.searchText, q);
  const [found, numbered] = await Promise.all([
    db()
      .select({ id: users.id })
      .from(users)
      .where(named)
      .limit(FEW_SHOPPERS + 1),
    idsOfNumber(q),
  ]);
  const isFew = found.length <= FEW_SHOPPERS;
  const bySome = isAnyOf(
    orders.userId,
    found.map(({ id }) => id),
  );
  const byMany = exists(
    db()
      .select({ one: sql`1` })
      .from(users)
      .where(and(eq(users.id, orders.userId), named)),
  );
  const shopper = isFew ? bySome : byMany;
  return or(
    shopper,
    /^[0-9a-f][0-9a-f-]{7,35}$/i.test(q) ? startsWith(q.toLowerCase()) : undefined,
    numbered.length > 0 ? isAnyOf(orders.id, numbered) : undefined,
  );
}

/** Ids are hexadecimal digits and hyphens: `z` is after all of them in every collation. */
const startsWith = (prefix: string): SQL =>
  sql`(${orders.id} >= ${prefix} and ${orders.id} < ${`${prefix}z`} and starts_with(${orders.id}, ${prefix}))`;
