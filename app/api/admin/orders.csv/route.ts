import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { exportOrdersOperation } from "#app/api/_operations/admin-orders.ts";
import { exportOrders } from "#lib/admin/list-orders.ts";
import { csvOf } from "#lib/values/csv.ts";

const MOST = 10_000;
const HEAD_ROW = [
  "id",
  "placed",
  "status",
  "name",
  "email",
  "items",
  "subtotal",
  "discount",
  "total",
  "cancelled",
];

const get = route(exportOrdersOperation, async ({ query }) => {
  const orders = await exportOrders(query, MOST);
  const rows = orders.map(
    ({ id, createdAt, status, user, items, subtotal, discount, total, cancelledAt }) => {
      const bought = items.map(({ name, quantity }) => `${name} × ${quantity}`).join("; ");
      return [id, createdAt, status, user.name, user.email, bought, subtotal, discount, total, cancelledAt];
    },
  );
  return csvOf(HEAD_ROW, rows);
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get });
