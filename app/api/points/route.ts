import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { getBalanceOperation } from "#app/api/_operations/points.ts";
import { getBalance } from "#lib/points/queries.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getBalanceOperation, async ({ user }) => ({ balance: await getBalance(user.id) })),
});
