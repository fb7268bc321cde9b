"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { currentUser } from "#lib/auth/current-user.ts";
import type { User } from "#lib/auth/session.ts";
import { addToCart as addToAccount } from "#lib/cart/add-to-cart.ts";
import { checkoutPath, parseLines } from "#lib/cart/line-text.ts";
import { mergeGuestCart } from "#lib/cart/merge-guest-cart.ts";
import { putBack } from "#lib/cart/put-back.ts";
import { listCart } from "#lib/cart/queries.ts";
import { setQuantity } from "#lib/cart/set-quantity.ts";
import { stepQuantity } from "#lib/cart/step-quantity.ts";
import { takeBought } from "#lib/cart/take-bought.ts";
import { getProductsByIds } from "#lib/catalog/queries.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import { Id } from "#lib/values/identifier.ts";
import { CART_COOKIE, COUNT_COOKIE, countLines } from "./cart-count.ts";
import { actOf, type CartAct, typedQuantities } from "./cart-form-data.ts";
import { checkCart, sellable } from "./check-cart.ts";
import { readable } from "./cookie-options.ts";
import {
  addToGuestCart,
  putBackInGuestCart,
  setInGuestCart,
  stepInGuestCart,
  tellGuestCart,
} from "./guest-cart.ts";
import { postedForm } from "./posted-form.ts";
import { readGuestCart } from "./read-cart.ts";

/** What came of putting something into the cart. */
export type AddOutcome = "added" | "full";

/** Puts a product into the cart, on top of what is there of it. */
export async function addToCart(_before: AddOutcome | null, sent: FormData): Promise<AddOutcome | null> {
  const [line] = lineOf(postedForm(sent));
  if (!line) return null;
  const user = await shopper();
  const isAdded = await add(user, line);
  return isAdded ? "added" : "full";
}

/** Goes to the checkout of just this, past the cart. */
export async function buyNow(sent: FormData): Promise<void> {
  redirect(checkoutPath(lineOf(postedForm(sent))));
}

/**
 * The lines that a change took out of the cart, to be put back if that was a slip. The name is told along, as a page
 * that works without JavaScript has nothing left of what it showed before.
 */
export interface CartChange {
  readonly removed: readonly RemovedLine[];
}

interface RemovedLine extends CartLine {
  /** Null for a product that is not in the shop any more. */
  readonly name: string | null;
}

/** Changes the cart as its form says: the quantities that were typed, then the button that was pressed. */
export async function changeCart(_before: CartChange | null, sent: FormData): Promise<CartChange> {
  const form = postedForm(sent);
  const user = await shopper();
  const removed = [...(await setTyped(user, form))];
  const act = actOf(form);
  if (act) removed.push(...(await doAct(user, act)));
  if (user) await tellCount(user);
  return { removed: await named(removed) };
}

async function named(lines: readonly CartLine[]): Promise<RemovedLine[]> {
  if (lines.length === 0) return [];
  const ids = lines.map(({ productId }) => productId);
  const products = await getProductsByIds(ids, await pageLocale());
  return lines.map((line) => ({
    ...line,
    name: products.find(({ id }) => id === line.productId)?.name ?? null,
  }));
}

/** Saves the quantities that were typed, and answers the way to the checkout of what the cart holds then. */
export async function pathOfCheckout(sent: FormData): Promise<string> {
  const form = postedForm(sent);
  const user = await shopper();
  await setTyped(user, form);
  if (user) await tellCount(user);
  const lines = sellable(await checkCart());
  return lines.length > 0 ? checkoutPath(lines, "cart") : "/cart";
}

/** Takes what an order bought out of its shopper's cart. */
export async function takeBoughtFromCart(orderId: string): Promise<void> {
  const user = await shopper();
  const order = Id.safeParse(orderId);
  if (!user || !order.success) return;
  await takeBought(user.id, order.data);
  await tellCount(user);
}

/** Brings what was picked as a guest into the account, right after signing in; a guest's browser is told its cart. */
export async function bringGuestCart(): Promise<void> {
  const user = await shopper();
  if (user) await tellCount(user);
  else if ((await cookies()).has(CART_COOKIE)) await tellGuestCart();
}

async function setTyped(user: User | null, form: FormData): Promise<CartLine[]> {
  const removed: CartLine[] = [];
  for (const line of typedQuantities(form)) removed.push(...(await set(user, line)));
  return removed;
}

async function doAct(user: User | null, act: CartAct): Promise<CartLine[]> {
  const { productId } = act;
  if (act.kind === "set") return set(user, act);
  if (act.kind === "put") {
    if (act.quantity > 0) await (user ? putBack(user.id, act) : putBackInGuestCart(act));
    return [];
  }
  if (act.kind !== "step") return [];
  const moved = await (user
    ? stepQuantity(user.id, productId, act.step)
    : stepInGuestCart(productId, act.step));
  return moved?.after === 0 ? [{ productId, quantity: moved.before }] : [];
}

/** Sets a quantity, and answers the line if that removed it. */
async function set(user: User | null, { productId, quantity }: CartLine): Promise<CartLine[]> {
  const before = await (user
    ? setQuantity(user.id, { productId, quantity })
    : setInGuestCart({ productId, quantity }));
  return quantity === 0 && before > 0 ? [{ productId, quantity: before }] : [];
}

async function add(user: User | null, { productId, quantity }: CartLine): Promise<boolean> {
  if (!user) return addToGuestCart({ productId, quantity });
  const isAdded = await addToAccount(user.id, { productId, quantity });
  await tellCount(user);
  return isAdded;
}

/** Tells the browser how much the account's cart holds, for the head of pages that are the same for everybody. */
async function tellCount(user: User): Promise<void> {
  const count = countLines(await listCart(user.id));
  (await cookies()).set(COUNT_COOKIE, String(count), readable());
}

/** The signed-in shopper, with the guest's cart brought along. */
async function shopper(): Promise<User | null> {
  const [user, guest] = await Promise.all([currentUser(), readGuestCart()]);
  if (user && guest && guest.lines.length > 0) await mergeGuestCart(user.id, guest);
  const store = await cookies();
  // Without a guest's cart in it, the cookie is of one that went into an account, or of nothing.
  if ((user || !guest) && store.has(CART_COOKIE)) store.delete(CART_COOKIE);
  return user;
}

const lineOf = (form: FormData): CartLine[] =>
  parseLines([`${textOf(form, "productId")}:${textOf(form, "quantity")}`]);

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
