import { DomainError } from "#lib/errors.ts";
import type { KeyedRequest } from "#lib/idempotency/record.ts";
import { findOutcome } from "#lib/idempotency/run-once.ts";
import { getOrder } from "#lib/orders/queries.ts";
import type { Order } from "#lib/orders/schema.ts";
import type { Locale } from "#lib/values/locale.ts";
import { CheckoutResult } from "./schema.ts";

/**
 * The order that a checkout with this `Idempotency-Key` came to, as it stands now.
 * @throws DomainError ORDER_NOT_FOUND when nothing was bought under it, IDEMPOTENCY_IN_FLIGHT while it is at work.
 */
export async function getOrderByKey(checkout: KeyedRequest, locale: Locale): Promise<Order> {
  const stored = await findOutcome(checkout);
  if (!stored) throw new DomainError("ORDER_NOT_FOUND", "Nothing was bought under this key.");
  const { order } = CheckoutResult.parse(JSON.parse(stored.body));
  return getOrder(checkout.userId, order.id, locale);
}
