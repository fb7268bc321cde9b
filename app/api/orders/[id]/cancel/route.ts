import { route } from "#app/api/_http/route.ts";
import { cancelOrderOperation } from "#app/api/_operations/orders.ts";
import { recordCancellation } from "#lib/catalog/popularity.ts";
import { announcingProducts } from "#lib/live/announce.ts";
import { LOCK_TIMES, productKeys, withLocks } from "#lib/locking/locks.ts";
import { cancelOrder } from "#lib/orders/cancel-order.ts";
import { getOrder } from "#lib/orders/queries.ts";

export const POST = route(cancelOrderOperation, async ({ user, params, locale }) => {
  const { items } = await getOrder(user.id, params.id, locale);
  const productIds = items.map(({ productId }) => productId);
  const result = await withLocks(productKeys(items), LOCK_TIMES.checkout, (lock) =>
    announcingProducts(productIds, () => cancelOrder(user.id, params.id, locale, lock)),
  );
  const { id, createdAt } = result.order;
  await recordCancellation({ orderId: id, createdAt: new Date(createdAt), lines: items });
  return result;
});
