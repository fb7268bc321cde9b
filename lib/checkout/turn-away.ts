import type { CartLine } from "./cart.ts";
import { checkShelf, readShelf } from "./shelf.ts";

/**
 * Answers at once, without a place in line, a cart that can't be sold as the shop stands. What it lets
 * through is decided again under the lock; what it refuses was truly not to be had when it looked.
 * @throws DomainError PRODUCT_NOT_FOUND, NOT_ON_SALE, OUT_OF_STOCK
 */
export async function turnAway(lines: readonly CartLine[]): Promise<void> {
  checkShelf(lines, await readShelf(lines));
}
