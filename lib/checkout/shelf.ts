import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import { productStock, products } from "#db/schema/index.ts";
import { DomainError } from "#lib/errors.ts";
import { StaleTokenError } from "#lib/stale-token.ts";
import type { CartLine } from "./cart.ts";

const shelfColumns = {
  productId: products.id,
  name: products.name,
  nameKo: products.nameKo,
  price: products.price,
  saleStartsAt: products.saleStartsAt,
  stock: productStock.quantity,
  fence: productStock.fence,
  now: sql<Date>`now()`.mapWith(products.createdAt),
};

/** A product of a cart as it stands in the shop, at the database's `now`. */
export interface ShelfRow {
  readonly productId: string;
  readonly name: string;
  readonly nameKo: string | null;
  readonly price: number;
  readonly saleStartsAt: Date | null;
  readonly stock: number;
  readonly fence: bigint;
  readonly now: Date;
}

const idsOf = (lines: readonly CartLine[]) => lines.map(({ productId }) => productId);

/** The products of a cart, as anybody can see them. */
export async function readShelf(lines: readonly CartLine[]): Promise<ShelfRow[]> {
  return db()
    .select(shelfColumns)
    .from(products)
    .innerJoin(productStock, eq(productStock.productId, products.id))
    .where(inArray(products.id, idsOf(lines)));
}

/** The same, with the stock rows held until the transaction ends, taken in the order of ids. */
export async function holdShelf(tx: Tx, lines: readonly CartLine[]): Promise<ShelfRow[]> {
  return tx
    .select(shelfColumns)
    .from(products)
    .innerJoin(productStock, eq(productStock.productId, products.id))
    .where(inArray(products.id, idsOf(lines)))
    .orderBy(asc(productStock.productId))
    .for("no key update", { of: productStock });
}

/**
 * Refuses a cart that can't be sold as things stand.
 * @throws DomainError PRODUCT_NOT_FOUND, NOT_ON_SALE, OUT_OF_STOCK: the first that applies, by line.
 */
export function checkShelf(lines: readonly CartLine[], shelf: readonly ShelfRow[]): void {
  const byId = new Map(shelf.map((row) => [row.productId, row]));
  for (const { productId, quantity } of lines) {
    const row = byId.get(productId);
    if (!row) throw new DomainError("PRODUCT_NOT_FOUND", "A product of this cart is no longer in the shop.");
    if (row.saleStartsAt && row.saleStartsAt > row.now) {
      const startsAt = row.saleStartsAt.toISOString();
      throw new DomainError("NOT_ON_SALE", `${row.name} goes on sale at ${startsAt}.`, {
        productId,
        startsAt,
      });
    }
    if (row.stock < quantity) throw outOfStock(productId, row.name, row.stock);
  }
}

/**
 * Takes what the cart wants off the shelf, as the holder of a lock with `token`.
 * The conditions make an oversell impossible whoever else writes: all rows change, or it throws.
 * @throws StaleTokenError when a later holder wrote a row, DomainError OUT_OF_STOCK.
 */
export async function takeStock(
  tx: Tx,
  lines: readonly CartLine[],
  shelf: readonly ShelfRow[],
  token: bigint,
): Promise<void> {
  const refusedBy = shelf.find((row) => row.fence > token);
  if (refusedBy) throw new StaleTokenError(refusedBy.fence);
  const wanted = sql`(select * from unnest(${sql.param(idsOf(lines))}::text[], ${sql.param(
    lines.map(({ quantity }) => quantity),
  )}::int[]) as wanted (product_id, quantity)) as wanted`;
  const taken = await tx
    .update(productStock)
    .set({ quantity: sql`${productStock.quantity} - wanted.quantity`, fence: token })
    .from(wanted)
    .where(
      and(
        sql`${productStock.productId} = wanted.product_id`,
        sql`${productStock.quantity} >= wanted.quantity`,
        lte(productStock.fence, token),
      ),
    )
    .returning({ productId: productStock.productId });
  if (taken.length === lines.length) return;
  const missed = shelf.find((row) => !taken.some(({ productId }) => productId === row.productId));
  throw outOfStock(missed?.productId ?? "", missed?.name ?? "A product", 0);
}

function outOfStock(productId: string, name: string, available: number): DomainError {
  const detail = available === 0 ? `${name} is sold out.` : `Only ${available} of ${name} are left.`;
  return new DomainError("OUT_OF_STOCK", detail, { productId, available });
}
