import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { exportUsersOperation } from "#app/api/_operations/admin-people.ts";
import { exportUsers } from "#lib/admin/list-people.ts";
import { csvOf } from "#lib/values/csv.ts";

const MOST = 10_000;
const HEAD_ROW = ["id", "name", "email", "role", "points", "orders", "joined", "banned"];

const get = route(exportUsersOperation, async ({ query }) => {
  const people = await exportUsers(query, MOST);
  const rows = people.map(({ id, name, email, role, balance, orders, createdAt, bannedAt }) => {
    return [id, name, email, role, balance, orders, createdAt, bannedAt];
  });
  return csvOf(HEAD_ROW, rows);
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get });
