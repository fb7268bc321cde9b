import { and, eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { cartLines } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import { holdCart, putLines } from "./put-lines.ts";

/**
 * Puts a removed line back into the shopper's cart. What is there again is left, and raised to what was removed: a
 * slip that is undone twice is undone once.
 */
export async function putBack(userId: string, line: CartLine): Promise<void> {
  await writeTransaction(
    async (tx) => {
      await holdCart(tx, userId);
      const there = await tx
        .update(cartLines)
        .set({ quantity: sql`greatest(${cartLines.quantity}, ${line.quantity})` })
        .where(and(eq(cartLines.userId, userId), eq(cartLines.productId, line.productId)))
        .returning({ id: cartLines.productId });
      if (there.length === 0) await putLines(tx, userId, [line]);
    },
    { on: db() },
  );
}
