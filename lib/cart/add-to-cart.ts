import { db } from "#db/client.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import { putLines } from "./put-lines.ts";

/** Puts a product into the shopper's cart, on top of what is there of it. Answers false when it has no room. */
export async function addToCart(userId: string, line: CartLine): Promise<boolean> {
  return (await writeTransaction((tx) => putLines(tx, userId, [line]), { on: db() })) > 0;
}
