import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { listLedgerOperation } from "#app/api/_operations/points.ts";
import { listLedger } from "#lib/points/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listLedgerOperation, ({ user, query }) => listLedger(user.id, query)),
});
