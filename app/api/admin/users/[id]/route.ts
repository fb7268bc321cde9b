import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { getPersonOperation } from "#app/api/_operations/admin-people.ts";
import { getPerson } from "#lib/admin/person.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getPersonOperation, ({ params }) => getPerson(params.id)),
});
