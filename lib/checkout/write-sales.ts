import type { Tx } from "#db/client.ts";
import { insertRows } from "#db/row-set.ts";
import { orderLines, orders, stockMovements } from "#db/schema/index.ts";
import { markUsed } from "#lib/coupons/hold-coupons.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { moveWallets, writeEntries } from "#lib/points/wallet.ts";
import { type LockedStock, takeStock } from "#lib/stock/locked-stock.ts";
import { sumByProduct } from "./cart.ts";
import type { DecidedOrder } from "./decide-order.ts";

/**
 * Writes decided orders: stock, wallets, coupons, orders and their lines, stock movements, ledger. It is one statement
 * for each table, and all are sent together, in one round trip.
 * @throws StaleTokenError when a later holder of a lock has written the stock.
 */
export async function writeSales(
  tx: Tx,
  sales: readonly DecidedOrder[],
  stock: LockedStock,
  lock: KeyHold,
): Promise<void> {
  if (sales.length === 0) return;
  const lines = sales.flatMap((sale) => sale.lines);
  const written = sales.map(({ order }) => order);
  const entries = sales.map(({ order, movement }) => {
    const { id: orderId, userId, total } = order;
    return { userId, type: "use" as const, amount: -total, orderId, movement };
  });
  await Promise.all([
    takeStock(tx, sumByProduct(lines), stock, lock),
    moveWallets(tx, entries),
    markUsed(
      tx,
      written.flatMap(({ userCouponId }) => userCouponId ?? []),
    ),
    insertRows(tx, orders, written),
    insertRows(tx, orderLines, lines),
    insertRows(
      tx,
      stockMovements,
      lines.map(({ productId, quantity, orderId }) => ({
        productId,
        kind: "sale",
        delta: -quantity,
        orderId,
      })),
    ),
    writeEntries(tx, entries),
  ]);
}
