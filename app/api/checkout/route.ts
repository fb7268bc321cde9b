import { resource } from "#app/api/_http/resource.ts";
import { route } from "#app/api/_http/route.ts";
import { placeOrderOperation } from "#app/api/_operations/checkout.ts";
import { mergeLines } from "#lib/checkout/cart.ts";
import { checkOut } from "#lib/checkout/check-out.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(placeOrderOperation, ({ body, user, locale, once, waiting }) => {
    const { items, userCouponId, expectedTotal } = body;
    const purchase = { userId: user.id, lines: mergeLines(items), userCouponId, expectedTotal, locale, once };
    return checkOut(purchase, waiting);
  }),
});
