import { asc, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { cartLines } from "#db/schema/index.ts";
import type { CartLine } from "#lib/values/cart-line.ts";

/** What the shopper has in the cart, in the order of putting. */
export async function listCart(userId: string): Promise<CartLine[]> {
  return db()
    .select({ productId: cartLines.productId, quantity: cartLines.quantity })
    .from(cartLines)
    .where(eq(cartLines.userId, userId))
    .orderBy(asc(cartLines.addedAt), asc(cartLines.productId));
}
