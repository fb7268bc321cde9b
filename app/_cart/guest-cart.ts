import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import { type ChangedCart, changeGuestCart } from "#lib/cart/change-guest-cart.ts";
import { guestCartText, lineText, parseLines } from "#lib/cart/line-text.ts";
import { stepped } from "#lib/cart/stepped.ts";
import { getProductsByIds } from "#lib/catalog/queries.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import { CART_COOKIE, COUNT_COOKIE } from "./cart-count.ts";
import { readable } from "./cookie-options.ts";
import { readGuestCart } from "./read-cart.ts";

/** Puts a product into the guest's cart, on top of what is there of it. Answers whether it had room. */
export async function addToGuestCart(line: CartLine): Promise<boolean> {
  const { lines } = await change((held) => parseLines([...held, line].map(lineText)));
  return lines.some(({ productId }) => productId === line.productId);
}

/** Puts a removed line back into the guest's cart; what is there again is raised to what was removed. */
export async function putBackInGuestCart(line: CartLine): Promise<void> {
  await change((held) => {
    const there = quantityIn(held, line.productId);
    const missing = { ...line, quantity: Math.max(line.quantity - there, 0) };
    return parseLines([...held, missing].map(lineText));
  });
}

/** Sets how many of a product the guest's cart holds; 0 removes it. Answers how many were there. */
export async function setInGuestCart(line: CartLine): Promise<number> {
  const { before } = await change((held) => withQuantity(held, line));
  return quantityIn(before, line.productId);
}

/** Moves the quantity of a product in the guest's cart by a step. Answers how many were there and are there now. */
export async function stepInGuestCart(
  productId: string,
  step: number,
): Promise<{ before: number; after: number } | null> {
  const [product] = await getProductsByIds([productId], "en");
  const { before, lines } = await change((held) => {
    const quantity = stepped(quantityIn(held, productId), product?.stock ?? 0, step);
    return withQuantity(held, { productId, quantity });
  });
  const [was, is] = [quantityIn(before, productId), quantityIn(lines, productId)];
  return was === 0 ? null : { before: was, after: is };
}

/** Tells the browser what its guest's cart holds, where its cookie says something else. */
export async function tellGuestCart(): Promise<void> {
  await change((held) => held);
}

const quantityIn = (lines: readonly CartLine[], productId: string): number =>
  lines.find((line) => line.productId === productId)?.quantity ?? 0;

/** The lines with another quantity of a product that is among them; what is not stays out. */
const withQuantity = (lines: readonly CartLine[], { productId, quantity }: CartLine): CartLine[] =>
  lines.flatMap((line) => {
    if (line.productId !== productId) return [line];
    return quantity === 0 ? [] : [{ productId, quantity }];
  });

async function change(how: (lines: readonly CartLine[]) => readonly CartLine[]): Promise<ChangedCart> {
  const cart = (await readGuestCart()) ?? { id: randomUUID(), lines: [] };
  const changed = await changeGuestCart(cart, how);
  const store = await cookies();
  store.delete(COUNT_COOKIE);
  // An emptied cart keeps its name: another tab may be putting something into it.
  store.set(CART_COOKIE, guestCartText(changed), readable());
  return changed;
}
