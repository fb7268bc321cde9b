import { eq } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { guestCarts, mergedCarts } from "#db/schema/index.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import type { GuestCart } from "./line.ts";

/**
 * Holds a guest's cart until the transaction ends, so that its changes come one after the other, and answers what is
 * in it now. A cart that the shop does not know begins with what the cookie says. Null for one that went into an
 * account.
 */
export async function holdGuestCart(tx: Tx, { id, lines }: GuestCart): Promise<readonly CartLine[] | null> {
  await tx
    .insert(guestCarts)
    .values({ id, lines: [...lines] })
    .onConflictDoNothing();
  const [held] = await tx
    .select({ lines: guestCarts.lines })
    .from(guestCarts)
    .where(eq(guestCarts.id, id))
    .for("update");
  const merged = await tx.select({ id: mergedCarts.id }).from(mergedCarts).where(eq(mergedCarts.id, id));
  return merged.length > 0 ? null : (held?.lines ?? []);
}
