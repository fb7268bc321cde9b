import { and, asc, eq, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { isAnyOf, rowSet } from "#db/row-set.ts";
import { productStock, products } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { checkFences } from "#lib/locking/stale-token.ts";
import type { CartLine } from "#lib/values/cart-line.ts";

/** A product as it stands in the shop, at the database's `now`; `stock` falls as orders are decided. */
export interface LockedProduct {
  readonly productId: string;
  readonly name: string;
  readonly nameKo: string | null;
  readonly price: number;
  readonly saleStartsAt: Date | null;
  stock: number;
  readonly fence: bigint;
}

/** The products of some carts, by id. */
export type LockedStock = ReadonlyMap<string, LockedProduct>;

/**
 * The published products among these ids, with their stock rows held until the transaction ends, taken in the order of
 * ids; and the database's `now` (meaningless when no product was found).
 */
export async function lockStock(
  tx: Tx,
  productIds: readonly string[],
): Promise<{ readonly stock: LockedStock; readonly now: Date }> {
  const rows = await tx
    .select({
      productId: products.id,
      name: products.name,
      nameKo: products.nameKo,
      price: products.price,
      saleStartsAt: products.saleStartsAt,
      stock: productStock.quantity,
      fence: productStock.fence,
      now: sql<Date>`now()`.mapWith(products.createdAt),
    })
    .from(products)
    .innerJoin(productStock, eq(productStock.productId, products.id))
    .where(and(isAnyOf(products.id, productIds), eq(products.status, "published")))
    .orderBy(asc(productStock.productId))
    .for("no key update", { of: productStock });
  return { stock: new Map(rows.map((row) => [row.productId, row])), now: rows[0]?.now ?? new Date(0) };
}

/**
 * Refuses a cart that can't be sold as the stock stands.
 * @throws DomainError PRODUCT_NOT_FOUND, NOT_ON_SALE, OUT_OF_STOCK: the first that applies, by line.
 */
export function checkStock(lines: readonly CartLine[], stock: LockedStock, now: Date): void {
  for (const { productId, quantity } of lines) {
    const item = stock.get(productId);
    if (!item) throw new DomainError("PRODUCT_NOT_FOUND", "A product of this cart is no longer in the shop.");
    if (item.saleStartsAt && item.saleStartsAt > now) {
      const startsAt = item.saleStartsAt.toISOString();
      throw new DomainError("NOT_ON_SALE", `${item.name} goes on sale at ${startsAt}.`, {
        productId,
        startsAt,
      });
    }
    if (item.stock < quantity) throw outOfStock(productId, item.name, item.stock);
  }
}

/**
 * Takes the sold units off the stock, as the holder of the products' locks. The conditions make an oversell
 * impossible, whatever else writes.
 * @throws StaleTokenError when a later holder wrote a row; Error when less is there than was held.
 */
export async function takeStock(
  tx: Tx,
  sold: readonly CartLine[],
  stock: LockedStock,
  hold: KeyHold,
): Promise<void> {
  checkFences(stock.values(), hold);
  const { token } = hold;
  const rows = rowSet({ productId: "text", quantity: "integer" }, sold);
  const taken = await tx
    .update(productStock)
    .set({ quantity: sql`${productStock.quantity} - rows.quantity`, fence: token })
    .from(rows)
    .where(
      sql`${productStock.productId} = rows."productId" and ${productStock.quantity} >= rows.quantity and ${productStock.fence} <= ${token}`,
    )
    .returning({ productId: productStock.productId });
  if (taken.length !== sold.length) throw new Error("the stock moved although its rows were held");
}

/** The refusal when a cart wants more than the stock. */
export function outOfStock(productId: string, name: string, available: number): DomainError {
  const detail = available === 0 ? `${name} is sold out.` : `Only ${available} of ${name} are left.`;
  return new DomainError("OUT_OF_STOCK", detail, { productId, available });
}
