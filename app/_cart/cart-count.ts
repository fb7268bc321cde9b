import { newKey } from "#app/_api/new-key.ts";
import { guestCartText, parseGuestCart } from "#lib/cart/line-text.ts";
import type { CartLine } from "#lib/values/cart-line.ts";

/** The cookie of a guest's cart, so that the server renders the cart without JavaScript. */
export const CART_COOKIE = "cart";
/** So long the browser keeps the cart's cookies: a month. */
export const CART_SECONDS = 30 * 24 * 60 * 60;
/** The cookie that tells how much an account's cart holds, as it was last seen in this browser. */
export const COUNT_COOKIE = "cart-count";

export const countLines = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** A cookie's value; nothing where it can't be decoded: other apps of this host set cookies too. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

/** How much is in the cart, by the text of all cookies as the browser has it. */
export function countOf(cookies: string): number {
  const kept = (name: string) => {
    const found = cookies.split("; ").find((cookie) => cookie.startsWith(`${name}=`));
    return decoded(found?.slice(`${name}=`.length) ?? "");
  };
  const guest = parseGuestCart(kept(CART_COOKIE));
  return guest && guest.lines.length > 0
    ? countLines(guest.lines)
    : Number.parseInt(kept(COUNT_COOKIE), 10) || 0;
}

/** The account's cart is no longer this browser's business, as after signing out. */
export function forgetCartCount(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not there in every browser
  document.cookie = `${COUNT_COOKIE}=; max-age=0; path=/`;
}

/**
 * Gives this browser's cart its name before the first thing is put into it: two tabs that begin at the same moment
 * would each be given one of their own, and the browser keeps one.
 */
export function nameGuestCart(): void {
  const names = document.cookie.split("; ").map((cookie) => cookie.split("=")[0]);
  if (names.includes(CART_COOKIE) || names.includes(COUNT_COOKIE)) return;
  const id = newKey().replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not there in every browser
  document.cookie = `${CART_COOKIE}=${guestCartText({ id, lines: [] })}; max-age=${CART_SECONDS}; path=/; samesite=lax${secure}`;
}
