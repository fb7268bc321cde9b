import { and, eq, inArray } from "drizzle-orm";
import { db } from "#db/client.ts";
import { cartLines } from "#db/schema/index.ts";

/** Takes products out of the shopper's cart, as after their order. */
export async function removeFromCart(userId: string, productIds: readonly string[]): Promise<void> {
  await db()
    .delete(cartLines)
    .where(and(eq(cartLines.userId, userId), inArray(cartLines.productId, [...productIds])));
}
