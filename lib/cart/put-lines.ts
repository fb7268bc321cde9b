import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { cartLines, products, users } from "#db/schema/index.ts";
import { MAX_LINES, MAX_QUANTITY } from "#lib/values/cart-limits.ts";
import type { CartLine } from "#lib/values/cart-line.ts";

/** Holds a shopper's cart until the transaction ends: two tabs that fill it count one after the other. */
export async function holdCart(tx: Tx, userId: string): Promise<void> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("no key update");
}

/**
 * Puts lines into the shopper's cart, on top of what is there, as far as an order may hold them: `MAX_QUANTITY`
 * of a product, `MAX_LINES` products. What is no product is left out. Answers how many lines went in.
 */
export async function putLines(tx: Tx, userId: string, lines: readonly CartLine[]): Promise<number> {
  await holdCart(tx, userId);
  const ids = lines.map(({ productId }) => productId);
  const [known, held] = await Promise.all([
    tx
      .select({ id: products.id })
      .from(products)
      .where(and(inArray(products.id, ids), eq(products.status, "published"))),
    tx.select({ id: cartLines.productId }).from(cartLines).where(eq(cartLines.userId, userId)),
  ]);
  const isKnown = new Set(known.map(({ id }) => id));
  const isHeld = new Set(held.map(({ id }) => id));
  let room = MAX_LINES - isHeld.size;
  const fitting = lines.filter(({ productId }) => {
    if (!isKnown.has(productId)) return false;
    if (isHeld.has(productId)) return true;
    room -= 1;
    return room >= 0;
  });
  if (fitting.length === 0) return 0;
  await tx
    .insert(cartLines)
    .values(
      fitting.map(({ productId, quantity }, index) => ({
        userId,
        productId,
        quantity: Math.min(quantity, MAX_QUANTITY),
        // Lines that came together keep their order.
        addedAt: sql`now() + ${index} * interval '1 millisecond'`,
      })),
    )
    .onConflictDoUpdate({
      target: [cartLines.userId, cartLines.productId],
      set: { quantity: sql`least(${cartLines.quantity} + excluded.quantity, ${MAX_QUANTITY})` },
    });
  return fitting.length;
}
