import { route } from "#app/api/_http/route.ts";
import { placeOrderOperation } from "#app/api/_operations/checkout.ts";
import { recordSale } from "#lib/catalog/popularity.ts";
import { mergeLines } from "#lib/checkout/cart.ts";
import { placeOrder } from "#lib/checkout/place-order.ts";
import { turnAway } from "#lib/checkout/turn-away.ts";
import { announceProducts } from "#lib/live/announce.ts";
import { inTurn, LOCK_TIMES, productKeys } from "#lib/locks.ts";

export const POST = route(placeOrderOperation, async ({ body, user, locale, once }) => {
  const { userCouponId, expectedTotal } = body;
  const lines = mergeLines(body.items);
  await turnAway(lines);
  const purchase = { userId: user.id, lines, userCouponId, expectedTotal, locale, once };
  const receipt = await inTurn(productKeys(lines), LOCK_TIMES.checkout, (lock) => placeOrder(purchase, lock));
  announceProducts(lines.map(({ productId }) => productId));
  await recordSale({ orderId: receipt.order.id, createdAt: new Date(receipt.order.createdAt), lines });
  return receipt;
});
