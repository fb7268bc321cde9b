import { DomainError } from "#lib/errors.ts";
import type { IdempotentRequest } from "#lib/idempotency/record.ts";
import { MAX_QUANTITY } from "#lib/values/cart-limits.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import type { Locale } from "#lib/values/locale.ts";
import type { CheckoutBody } from "./schema.ts";

/** A cart that a shopper wants to buy. */
export interface Purchase {
  readonly userId: string;
  readonly lines: readonly CartLine[];
  readonly userCouponId?: string | undefined;
  readonly expectedTotal?: number | undefined;
  readonly locale: Locale;
  readonly once: IdempotentRequest | null;
  /** When it got in line, by `performance.now()`: the order keeps how long it waited. */
  readonly askedAt?: number | undefined;
}

/** The products in some carts, each once. */
export const productsOf = (carts: readonly { readonly lines: readonly CartLine[] }[]): string[] => [
  ...new Set(carts.flatMap(({ lines }) => lines.map(({ productId }) => productId))),
];

/** Lines with those of one product made one. */
export function sumByProduct(lines: readonly CartLine[]): CartLine[] {
  const sums = new Map<string, number>();
  for (const { productId, quantity } of lines) sums.set(productId, (sums.get(productId) ?? 0) + quantity);
  return [...sums].map(([productId, quantity]) => ({ productId, quantity }));
}

/**
 * The cart with one line a product, in the order of ids: the order in which everybody takes rows.
 * @throws DomainError VALIDATION when the sum for one product is more than an order may hold.
 */
export function mergeLines(items: CheckoutBody["items"]): CartLine[] {
  const lines = sumByProduct(items);
  const tooMany = lines.find(({ quantity }) => quantity > MAX_QUANTITY);
  if (tooMany) {
    throw new DomainError("VALIDATION", `At most ${MAX_QUANTITY} of one product in an order.`, {
      errors: [{ path: "items", message: `At most ${MAX_QUANTITY} of ${tooMany.productId}` }],
    });
  }
  return lines.sort((a, b) => (a.productId < b.productId ? -1 : 1));
}
