"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { CART_COOKIE, type CartLine, checkoutPath, lineText, parseLines } from "./lines.ts";
import { readCart } from "./read-cart.ts";

const MONTH_SECONDS = 30 * 24 * 60 * 60;

/** Puts a product into the cart, on top of what is there of it. Answers true when it is there. */
export async function addToCart(_before: boolean, form: FormData): Promise<boolean> {
  const added = lineOf(form);
  await keep(parseLines([...(await readCart()), ...added].map(lineText)));
  return added.length > 0;
}

/** Goes to the checkout of just this, past the cart. */
export async function buyNow(form: FormData): Promise<void> {
  redirect(checkoutPath(lineOf(form)));
}

const lineOf = (form: FormData): CartLine[] =>
  parseLines([`${textOf(form, "productId")}:${textOf(form, "quantity")}`]);

/** Sets the quantity of a line; 0 removes it. */
export async function setQuantity(form: FormData): Promise<void> {
  const productId = textOf(form, "productId");
  const quantity = Number(textOf(form, "quantity"));
  const rest = (await readCart()).flatMap((line) => {
    if (line.productId !== productId) return [line];
    return Number.isInteger(quantity) && quantity > 0 ? [{ productId, quantity }] : [];
  });
  await keep(parseLines(rest.map(lineText)));
}

/** Empties the cart, after its order was placed. */
export async function emptyCart(): Promise<void> {
  await keep([]);
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

async function keep(lines: readonly CartLine[]): Promise<void> {
  const store = await cookies();
  if (lines.length === 0) store.delete(CART_COOKIE);
  else {
    const value = lines.map(lineText).join(".");
    // The page reads it too, to show how much is in the cart: what stands in it is no secret.
    store.set(CART_COOKIE, value, { maxAge: MONTH_SECONDS, sameSite: "lax", path: "/" });
  }
}
