import { and, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { cartLines } from "#db/schema/index.ts";
import type { CartLine } from "#lib/values/cart-line.ts";

/**
 * Sets how many of a product the shopper's cart holds; 0 removes it. What is not in the cart stays out. Answers how
 * many were there.
 */
export async function setQuantity(userId: string, { productId, quantity }: CartLine): Promise<number> {
  const line = and(eq(cartLines.userId, userId), eq(cartLines.productId, productId));
  return db().transaction(async (tx) => {
    const [held] = await tx.select().from(cartLines).where(line).for("update");
    if (!held) return 0;
    if (quantity === 0) await tx.delete(cartLines).where(line);
    else await tx.update(cartLines).set({ quantity }).where(line);
    return held.quantity;
  });
}
