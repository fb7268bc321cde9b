import { cookies } from "next/headers";
import { currentUser } from "#lib/auth/current-user.ts";
import type { GuestCart } from "#lib/cart/line.ts";
import { guestCartText, parseGuestCart } from "#lib/cart/line-text.ts";
import { mergeGuestCart } from "#lib/cart/merge-guest-cart.ts";
import { listCart } from "#lib/cart/queries.ts";
import { readGuestCart as readByCookie } from "#lib/cart/read-guest-cart.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import { CART_COOKIE } from "./cart-count.ts";

/**
 * What this browser holds as a guest's cart. One that went into an account is over, though a page that merged it
 * could not clear its cookie: what is put aside after signing out begins another one.
 */
export async function readGuestCart(): Promise<GuestCart | null> {
  const cart = await cartInCookie();
  return cart && readByCookie(cart);
}

const cartInCookie = async (): Promise<GuestCart | null> =>
  parseGuestCart((await cookies()).get(CART_COOKIE)?.value ?? "");

/** What the shopper has in the cart, in the order of putting: the account's, or the browser's of a guest. */
export async function readCart(): Promise<readonly CartLine[]> {
  const [user, guest] = await Promise.all([currentUser(), readGuestCart()]);
  if (!user) return guest?.lines ?? [];
  // A shopper that signed in some other way than by our form still has the guest's cart; a page can't clear its cookie.
  if (guest && guest.lines.length > 0) await mergeGuestCart(user.id, guest);
  return listCart(user.id);
}

/**
 * Whether the browser's cookie says something else than the cart: it belongs to a cart that went into an account, or
 * the answers to two tabs came in another order than the changes.
 */
export async function hasOldCartCookie(): Promise<boolean> {
  const [user, guest, told] = await Promise.all([currentUser(), readGuestCart(), cartInCookie()]);
  if (!(await cookies()).has(CART_COOKIE)) return false;
  return user !== null || guest === null || told === null || guestCartText(told) !== guestCartText(guest);
}
