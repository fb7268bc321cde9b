import { and, count, desc, eq, exists, getTableColumns, type SQL, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { hasEveryWord } from "#db/has-every-word.ts";
import { orderLines, orders, users, wallets } from "#db/schema/index.ts";
import { orderDto } from "#lib/orders/order-dto.ts";
import { linesOf } from "#lib/orders/queries.ts";
import { offsetOf, toPage } from "#lib/values/pagination.ts";
import {
  AdminOrder,
  AdminOrderPage,
  type AdminOrderQuery,
  AdminUser,
  AdminUserPage,
  type AdminUserQuery,
} from "./schema.ts";

/** Everybody's orders, newest first. */
export async function listAllOrders(query: AdminOrderQuery) {
  const where = and(
    query.status ? eq(orders.status, query.status) : undefined,
    query.userId ? eq(orders.userId, query.userId) : undefined,
    query.productId ? holdsProduct(query.productId) : undefined,
  );
  const [rows, counted] = await Promise.all([
    db()
      .select({ order: orders, user: { id: users.id, name: users.name, email: users.email } })
      .from(orders)
      .innerJoin(users, eq(users.id, orders.userId))
      .where(where)
      .orderBy(desc(orders.createdAt), desc(orders.id))
      .limit(query.pageSize)
      .offset(offsetOf(query)),
    db().select({ total: count() }).from(orders).where(where),
  ]);
  const lines = await linesOf(
    db(),
    rows.map(({ order }) => order.id),
  );
  const items = rows.map(({ order, user }) => {
    const own = lines.filter(({ orderId }) => orderId === order.id);
    return AdminOrder.parse({ ...orderDto(order, own, "en"), user });
  });
  return AdminOrderPage.parse(toPage(items, counted, query));
}

const holdsProduct = (productId: string): SQL =>
  exists(
    db()
      .select({ one: sql`1` })
      .from(orderLines)
      .where(and(eq(orderLines.orderId, orders.id), eq(orderLines.productId, productId))),
  );

/** Everybody with an account, newest first. */
export async function listUsers(query: AdminUserQuery) {
  const where = and(
    query.q ? hasEveryWord(users.searchText, query.q) : undefined,
    query.role ? eq(users.role, query.role) : undefined,
  );
  const { id, name, email, role, createdAt } = getTableColumns(users);
  const [rows, counted] = await Promise.all([
    db()
      .select({
        id,
        name,
        email,
        role,
        createdAt,
        balance: wallets.balance,
        orders: sql`(select count(*) from ${orders} where ${orders.userId} = ${users.id})`.mapWith(Number),
      })
      .from(users)
      .leftJoin(wallets, eq(wallets.userId, users.id))
      .where(where)
      .orderBy(desc(users.createdAt), desc(users.id))
      .limit(query.pageSize)
      .offset(offsetOf(query)),
    db().select({ total: count() }).from(users).where(where),
  ]);
  const items = rows.map((row) =>
    AdminUser.parse({ ...row, balance: row.balance ?? 0, createdAt: row.createdAt.toISOString() }),
  );
  return AdminUserPage.parse(toPage(items, counted, query));
}
