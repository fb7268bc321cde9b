import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import type { GuestCart } from "#lib/cart/line.ts";
import { guestCartText, lineText, parseLines } from "#lib/cart/line-text.ts";
import { stepped } from "#lib/cart/stepped.ts";
import { getProductsByIds } from "#lib/catalog/queries.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import { CART_COOKIE, COUNT_COOKIE } from "./cart-count.ts";
import { readable } from "./cookie-options.ts";
import { readGuestCart } from "./read-cart.ts";

/** Puts a product into the browser's cart, on top of what is there of it. Answers whether it had room. */
export async function addToGuestCart(line: CartLine): Promise<boolean> {
  const lines = parseLines([...(await guestLines()), line].map(lineText));
  await keepGuestCart(lines);
  return lines.some(({ productId }) => productId === line.productId);
}

/** Sets how many of a product the browser's cart holds; 0 removes it. Answers how many were there. */
export async function setInGuestCart({ productId, quantity }: CartLine): Promise<number> {
  const lines = await guestLines();
  const kept = quantity === 0 ? [] : [{ productId, quantity }];
  await keepGuestCart(lines.flatMap((line) => (line.productId === productId ? kept : [line])));
  return lines.find((line) => line.productId === productId)?.quantity ?? 0;
}

/** Moves the quantity of a product in the browser's cart by a step. Answers how many were there and are there now. */
export async function stepInGuestCart(
  productId: string,
  step: number,
): Promise<{ before: number; after: number } | null> {
  const before = (await guestLines()).find((line) => line.productId === productId)?.quantity;
  if (before === undefined) return null;
  const [product] = await getProductsByIds([productId], "en");
  const after = stepped(before, product?.stock ?? 0, step);
  await setInGuestCart({ productId, quantity: after });
  return { before, after };
}

const guestLines = async (): Promise<readonly CartLine[]> => (await readGuestCart())?.lines ?? [];

async function keepGuestCart(lines: readonly CartLine[]): Promise<void> {
  const store = await cookies();
  if (lines.length === 0) return void store.delete(CART_COOKIE);
  const cart: GuestCart = { id: (await readGuestCart())?.id ?? randomUUID(), lines };
  store.delete(COUNT_COOKIE);
  store.set(CART_COOKIE, guestCartText(cart), readable());
}
