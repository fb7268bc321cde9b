import { DomainError } from "#lib/errors.ts";
import { MAX_QUANTITY } from "./cart-limits.ts";
import type { CheckoutBody } from "./schema.ts";

/** What is wanted of one product. */
export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
}

/**
 * The cart with one line a product, in the order of ids: the order in which everybody takes rows.
 * @throws DomainError VALIDATION when the sum for one product is more than an order may hold.
 */
export function mergeLines(items: CheckoutBody["items"]): CartLine[] {
  const wanted = new Map<string, number>();
  for (const { productId, quantity } of items) {
    wanted.set(productId, (wanted.get(productId) ?? 0) + quantity);
  }
  return [...wanted]
    .map(([productId, quantity]) => {
      if (quantity <= MAX_QUANTITY) return { productId, quantity };
      throw new DomainError("VALIDATION", `At most ${MAX_QUANTITY} of one product in an order.`, {
        errors: [{ path: "items", message: `At most ${MAX_QUANTITY} of ${productId}` }],
      });
    })
    .sort((a, b) => (a.productId < b.productId ? -1 : 1));
}
