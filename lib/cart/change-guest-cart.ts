import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { guestCarts } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import { holdGuestCart } from "./hold-guest-cart.ts";
import type { GuestCart } from "./line.ts";

/** A guest's cart after a change, and what was in it before. */
export interface ChangedCart extends GuestCart {
  readonly before: readonly CartLine[];
}

/**
 * Changes a guest's cart from what is in it now: of many tabs that change it at once, each counts. A cart that went
 * into an account meanwhile is that account's, and the change begins another one.
 */
export async function changeGuestCart(
  cart: GuestCart,
  change: (lines: readonly CartLine[]) => readonly CartLine[],
): Promise<ChangedCart> {
  const changed = await writeTransaction(
    async (tx) => {
      const before = await holdGuestCart(tx, cart);
      if (before === null) return null;
      const lines = [...change(before)];
      await tx.update(guestCarts).set({ lines, changedAt: sql`now()` }).where(eq(guestCarts.id, cart.id));
      return { id: cart.id, lines, before };
    },
    { on: db() },
  );
  return changed ?? changeGuestCart({ id: randomUUID(), lines: [] }, change);
}
