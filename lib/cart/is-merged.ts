import { eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { mergedCarts } from "#db/schema/index.ts";

/** Whether a guest's cart of this name went into an account: what a browser still keeps of it is that account's now. */
export async function isMerged(cartId: string): Promise<boolean> {
  const found = await db().select({ id: mergedCarts.id }).from(mergedCarts).where(eq(mergedCarts.id, cartId));
  return found.length > 0;
}
