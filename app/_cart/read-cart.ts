import { cookies } from "next/headers";
import { type CartLine, parseLines } from "./lines.ts";

/** The cart's cookie: lines as `id:quantity`, so that the server renders the cart without JavaScript. */
export const CART_COOKIE = "cart";

/** What the shopper has put into the cart, in the order of putting. */
export async function readCart(): Promise<CartLine[]> {
  const kept = (await cookies()).get(CART_COOKIE)?.value ?? "";
  return parseLines(kept.split("."));
}
