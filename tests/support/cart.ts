import type { CartLine } from "#lib/values/cart-line.ts";
import { database } from "./truth.ts";

/** What stands in an account's cart, in the order of putting. */
export async function listLines(userId: string): Promise<CartLine[]> {
  const rows = await database<{ productId: string; quantity: number }[]>`
    select product_id as "productId", quantity from cart_lines where user_id = ${userId} order by added_at`;
  return [...rows];
}
