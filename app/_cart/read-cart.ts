import { cookies } from "next/headers";
import { CART_COOKIE, type CartLine, cartLines } from "./lines.ts";

/** What the shopper has put into the cart, in the order of putting. */
export async function readCart(): Promise<CartLine[]> {
  return cartLines((await cookies()).get(CART_COOKIE)?.value ?? "");
}
