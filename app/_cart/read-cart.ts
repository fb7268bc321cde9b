import { cookies } from "next/headers";
import { currentUser } from "#lib/auth/current-user.ts";
import type { CartLine, GuestCart } from "#lib/cart/line.ts";
import { parseGuestCart } from "#lib/cart/line-text.ts";
import { mergeGuestCart } from "#lib/cart/merge-guest-cart.ts";
import { listCart } from "#lib/cart/queries.ts";
import { CART_COOKIE } from "./cart-count.ts";

/** What this browser holds as a guest's cart. */
export async function readGuestCart(): Promise<GuestCart | null> {
  return parseGuestCart((await cookies()).get(CART_COOKIE)?.value ?? "");
}

/** What the shopper has in the cart, in the order of putting: the account's, or the browser's of a guest. */
export async function readCart(): Promise<readonly CartLine[]> {
  const [user, guest] = await Promise.all([currentUser(), readGuestCart()]);
  if (!user) return guest?.lines ?? [];
  // Who signed in some other way than by our form still has the guest's cart; a page can't clear its cookie.
  if (guest) await mergeGuestCart(user.id, guest);
  return listCart(user.id);
}
