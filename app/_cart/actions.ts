"use server";

import { randomUUID } from "node:crypto";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { currentUser } from "#lib/auth/current-user.ts";
import type { User } from "#lib/auth/session.ts";
import { addToCart as addToAccount } from "#lib/cart/add-to-cart.ts";
import type { CartLine, GuestCart } from "#lib/cart/line.ts";
import { checkoutPath, guestCartText, lineText, parseLines } from "#lib/cart/line-text.ts";
import { mergeGuestCart } from "#lib/cart/merge-guest-cart.ts";
import { listCart } from "#lib/cart/queries.ts";
import { removeFromCart } from "#lib/cart/remove-from-cart.ts";
import { setQuantity as setInAccount } from "#lib/cart/set-quantity.ts";
import { MAX_QUANTITY } from "#lib/checkout/cart-limits.ts";
import { wholeNumberOf } from "#lib/values/whole-number.ts";
import { CART_COOKIE, COUNT_COOKIE, countLines } from "./cart-count.ts";
import { readGuestCart } from "./read-cart.ts";

const MONTH_SECONDS = 30 * 24 * 60 * 60;
/** The page reads these too, to show how much is in the cart: what stands in them is no secret. */
const READABLE = { maxAge: MONTH_SECONDS, sameSite: "lax", path: "/" } as const;

/** What came of putting something into the cart. */
export type AddOutcome = "added" | "full";

/** Puts a product into the cart, on top of what is there of it. */
export async function addToCart(_before: AddOutcome | null, form: FormData): Promise<AddOutcome | null> {
  const [line] = lineOf(form);
  if (!line) return null;
  const user = await shopper();
  if (user) {
    const isAdded = await addToAccount(user.id, line);
    await tellCount(user);
    return isAdded ? "added" : "full";
  }
  const before = (await readGuestCart())?.lines ?? [];
  const lines = parseLines([...before, line].map(lineText));
  await keepGuestCart(lines);
  return lines.some(({ productId }) => productId === line.productId) ? "added" : "full";
}

/** Goes to the checkout of just this, past the cart. */
export async function buyNow(form: FormData): Promise<void> {
  redirect(checkoutPath(lineOf(form)));
}

/** Sets the quantity of a line, or moves it by a step; 0 removes it. */
export async function setQuantity(form: FormData): Promise<void> {
  const productId = textOf(form, "productId");
  const quantity = numberOf(form, "quantity") + numberOf(form, "step", 0);
  if (!Number.isInteger(quantity) || quantity < 0 || quantity > MAX_QUANTITY) return;
  const user = await shopper();
  if (user) {
    await setInAccount(user.id, { productId, quantity });
    return tellCount(user);
  }
  const lines = (await readGuestCart())?.lines ?? [];
  await keepGuestCart(
    lines.flatMap((line) => {
      if (line.productId !== productId) return [line];
      return quantity === 0 ? [] : [{ productId, quantity }];
    }),
  );
}

/** Takes out what was bought. */
export async function removeBought(productIds: readonly string[]): Promise<void> {
  const user = await shopper();
  if (!user || !productIds.every((id) => typeof id === "string")) return;
  await removeFromCart(user.id, productIds);
  await tellCount(user);
}

/** Brings what was picked as a guest into the account, right after signing in. */
export async function bringGuestCart(): Promise<void> {
  const user = await shopper();
  if (user) await tellCount(user);
}

/** Tells the browser how much the account's cart holds, for the head of pages that are the same for everybody. */
async function tellCount(user: User): Promise<void> {
  const count = countLines(await listCart(user.id));
  (await cookies()).set(COUNT_COOKIE, String(count), READABLE);
}

/** Who is signed in, with the guest's cart brought along. */
async function shopper(): Promise<User | null> {
  const [user, guest] = await Promise.all([currentUser(), readGuestCart()]);
  if (user && guest) {
    await mergeGuestCart(user.id, guest);
    (await cookies()).delete(CART_COOKIE);
  }
  return user;
}

/** A whole number as it was typed; NaN for what is none. */
function numberOf(form: FormData, name: string, absent = Number.NaN): number {
  const text = textOf(form, name);
  return text === "" ? absent : (wholeNumberOf(text) ?? Number.NaN);
}

const lineOf = (form: FormData): CartLine[] =>
  parseLines([`${textOf(form, "productId")}:${textOf(form, "quantity")}`]);

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

async function keepGuestCart(lines: readonly CartLine[]): Promise<void> {
  const store = await cookies();
  if (lines.length === 0) return void store.delete(CART_COOKIE);
  const cart: GuestCart = { id: (await readGuestCart())?.id ?? randomUUID(), lines };
  store.delete(COUNT_COOKIE);
  store.set(CART_COOKIE, guestCartText(cart), READABLE);
}
