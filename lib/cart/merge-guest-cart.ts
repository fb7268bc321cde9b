import { db, type Tx } from "#db/client.ts";
import { mergedCarts } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { holdGuestCart } from "./hold-guest-cart.ts";
import type { GuestCart } from "./line.ts";
import { putLines } from "./put-lines.ts";

/**
 * Puts a guest's cart into the account of the shopper that has signed in, once: however often and from however many tabs
 * it is asked for, the first one does it. Answers whether this was the one.
 */
export async function mergeGuestCart(userId: string, cart: GuestCart): Promise<boolean> {
  const merge = async (tx: Tx) => {
    const lines = await holdGuestCart(tx, cart);
    if (lines === null) return false;
    const [first] = await tx
      .insert(mergedCarts)
      .values({ id: cart.id, userId })
      .onConflictDoNothing()
      .returning({ id: mergedCarts.id });
    if (!first) return false;
    await putLines(tx, userId, lines);
    return true;
  };
  return writeTransaction(merge, { on: db() });
}
