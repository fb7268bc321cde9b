import { route } from "#app/api/_http/route.ts";
import { listLedgerOperation } from "#app/api/_operations/points.ts";
import { listLedger } from "#lib/points/queries.ts";

export const GET = route(listLedgerOperation, ({ user, query }) => listLedger(user.id, query));
