import { and, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { boughtCarts, cartLines, orderLines, orders } from "#db/schema/index.ts";
import { holdCart } from "./put-lines.ts";

/**
 * Takes what an order bought out of its shopper's cart, by quantity: what was put there meanwhile stays. It is done
 * once an order, however often it is asked for. Answers whether this was the time; somebody else's order never is.
 */
export async function takeBought(userId: string, orderId: string): Promise<boolean> {
  return db().transaction(async (tx) => {
    await holdCart(tx, userId);
    const [order] = await tx
      .select({ id: orders.id })
      .from(orders)
      .where(and(eq(orders.id, orderId), eq(orders.userId, userId)));
    if (!order) return false;
    const [first] = await tx.insert(boughtCarts).values({ orderId }).onConflictDoNothing().returning();
    if (!first) return false;
    const bought = tx
      .select({ productId: orderLines.productId, quantity: orderLines.quantity })
      .from(orderLines)
      .where(eq(orderLines.orderId, orderId))
      .as("bought");
    const quantity = sql<number>`(select ${bought.quantity} from ${bought} where ${bought.productId} = ${cartLines.productId})`;
    const held = and(
      eq(cartLines.userId, userId),
      inArray(cartLines.productId, tx.select({ id: bought.productId }).from(bought)),
    );
    await tx.delete(cartLines).where(and(held, lte(cartLines.quantity, quantity)));
    await tx
      .update(cartLines)
      .set({ quantity: sql`${cartLines.quantity} - ${quantity}` })
      .where(and(held, gt(cartLines.quantity, quantity)));
    return true;
  });
}
