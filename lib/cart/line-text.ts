import { MAX_LINES, MAX_QUANTITY } from "#lib/values/cart-limits.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import type { GuestCart } from "./line.ts";

const LINE = /^([A-Za-z0-9_-]{1,64}):([1-9]\d{0,3})$/;
const GUEST_CART = /^([0-9a-f-]{36})~(.*)$/;

/** Lines from their text, `id:quantity` each; what is no line is left out, and a product counts once. */
export function parseLines(texts: readonly string[]): CartLine[] {
  const lines = new Map<string, number>();
  for (const text of texts) {
    const [, productId, quantity] = LINE.exec(text) ?? [];
    if (productId)
      lines.set(productId, Math.min((lines.get(productId) ?? 0) + Number(quantity), MAX_QUANTITY));
  }
  return [...lines].slice(0, MAX_LINES).map(([productId, quantity]) => ({ productId, quantity }));
}

export const lineText = ({ productId, quantity }: CartLine): string => `${productId}:${quantity}`;

/** A guest's cart from its cookie, `name~id:quantity.id:quantity`; an emptied one is a name alone. */
export function parseGuestCart(cookie: string): GuestCart | null {
  const [, id, text = ""] = GUEST_CART.exec(cookie) ?? [];
  const lines = parseLines(text.split("."));
  return id && (lines.length > 0 || text === "") ? { id, lines } : null;
}

export const guestCartText = ({ id, lines }: GuestCart): string => `${id}~${lines.map(lineText).join(".")}`;

/** The address of a checkout of these lines; one of the cart empties the cart of them. */
export function checkoutPath(lines: readonly CartLine[], from?: "cart"): string {
  const search = new URLSearchParams(lines.map((line) => ["item", lineText(line)]));
  if (from) search.set("from", from);
  return `/checkout?${search}`;
}
