import { MAX_LINES, MAX_QUANTITY } from "#lib/checkout/cart-limits.ts";

/** What is wanted of one product. */
export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
}

/** The cart's cookie: lines as `id:quantity`, so that the server renders the cart without JavaScript. */
export const CART_COOKIE = "cart";

const LINE = /^([A-Za-z0-9_-]{1,64}):([1-9]\d{0,3})$/;

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

/** The lines in the cart's cookie. */
export const cartLines = (kept: string): CartLine[] => parseLines(kept.split("."));

/** How much is in the cart, by the text of all cookies as the browser has it. */
export function countOf(cookies: string): number {
  const kept = cookies.split("; ").find((cookie) => cookie.startsWith(`${CART_COOKIE}=`));
  const lines = cartLines(decodeURIComponent(kept?.slice(CART_COOKIE.length + 1) ?? ""));
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

export const lineText = ({ productId, quantity }: CartLine): string => `${productId}:${quantity}`;

/** The address of a checkout of these lines. */
export const checkoutPath = (lines: readonly CartLine[]): string =>
  `/checkout?${new URLSearchParams(lines.map((line) => ["item", lineText(line)])).toString()}`;
