import { and, eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { cartLines } from "#db/schema/index.ts";
import type { CartLine } from "./line.ts";

/** Sets how many of a product the shopper's cart holds; 0 removes it. What is not in the cart stays out. */
export async function setQuantity(userId: string, { productId, quantity }: CartLine): Promise<void> {
  const line = and(eq(cartLines.userId, userId), eq(cartLines.productId, productId));
  if (quantity === 0) await db().delete(cartLines).where(line);
  else await db().update(cartLines).set({ quantity }).where(line);
}
