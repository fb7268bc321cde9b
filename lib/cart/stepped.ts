import { MAX_QUANTITY } from "#lib/values/cart-limits.ts";

/**
 * A quantity moved by a step, from how many the cart shows: as many as are wanted and there. It goes no higher than
 * the stock and what an order may hold, and no lower than 0.
 */
export function stepped(wanted: number, stock: number, step: number): number {
  // What is sold out keeps its quantity: it may come back.
  const most = stock > 0 ? Math.min(stock, MAX_QUANTITY) : wanted;
  return Math.max(0, Math.min(Math.min(wanted, most) + step, most));
}
