import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listUsersOperation } from "#app/api/_operations/admin-people.ts";
import { listUsers } from "#lib/admin/list-people.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listUsersOperation, ({ query }) => listUsers(query)),
});
