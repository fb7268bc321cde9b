import { meantVersions } from "#app/api/_http/if-match.ts";
import { route } from "#app/api/_http/route.ts";
import { changeProductOperation } from "#app/api/_operations/admin.ts";
import { changeProduct } from "#lib/catalog/change-product.ts";
import { announcingProducts } from "#lib/live/announce.ts";
import { LOCK_TIMES, productKey, withLocks } from "#lib/locking/locks.ts";

export const PATCH = route(changeProductOperation, async ({ user, params, body, request }) => {
  const product = await withLocks([productKey(params.id)], LOCK_TIMES.admin, (lock) =>
    announcingProducts([params.id], () =>
      changeProduct(user.id, params.id, body, meantVersions(request, body.version), lock),
    ),
  );
  return { product };
});
