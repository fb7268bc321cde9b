import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listLedgerOfOperation } from "#app/api/_operations/admin-people.ts";
import { listLedgerOf } from "#lib/admin/ledger.ts";
import { getUser } from "#lib/admin/person.ts";

const get = route(listLedgerOfOperation, async ({ params, query }) => {
  await getUser(params.id);
  return listLedgerOf(params.id, query);
});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET: get });
