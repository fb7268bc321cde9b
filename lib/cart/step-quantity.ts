import { and, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { cartLines, productStock } from "#db/schema/index.ts";
import { stepped } from "./stepped.ts";

/**
 * Moves the quantity of a product in the shopper's cart by a step, from what is there now: every one of many clicks
 * counts, from whatever tab. At 0 the line is removed. Answers how many were there and are there now; null for none.
 */
export async function stepQuantity(
  userId: string,
  productId: string,
  step: number,
): Promise<{ before: number; after: number } | null> {
  const line = and(eq(cartLines.userId, userId), eq(cartLines.productId, productId));
  return db().transaction(async (tx) => {
    const [held] = await tx.select().from(cartLines).where(line).for("update");
    const [stock] = await tx.select().from(productStock).where(eq(productStock.productId, productId));
    if (!held) return null;
    const after = stepped(held.quantity, stock?.quantity ?? 0, step);
    if (after === 0) await tx.delete(cartLines).where(line);
    else await tx.update(cartLines).set({ quantity: after }).where(line);
    return { before: held.quantity, after };
  });
}
