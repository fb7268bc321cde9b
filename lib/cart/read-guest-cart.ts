import { eq } from "drizzle-orm";
import { db } from "#db/client.ts";
import { guestCarts, mergedCarts } from "#db/schema/index.ts";
import type { GuestCart } from "./line.ts";

/**
 * A guest's cart by what its cookie says: the shop's own record of it where there is one. Null when it went into an
 * account: what a browser still keeps of it is that account's now.
 */
export async function readGuestCart(cookie: GuestCart): Promise<GuestCart | null> {
  const [merged, [kept]] = await Promise.all([
    db().select({ id: mergedCarts.id }).from(mergedCarts).where(eq(mergedCarts.id, cookie.id)),
    db().select({ lines: guestCarts.lines }).from(guestCarts).where(eq(guestCarts.id, cookie.id)),
  ]);
  return merged.length > 0 ? null : { id: cookie.id, lines: kept?.lines ?? cookie.lines };
}
