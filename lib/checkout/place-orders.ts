import type { Tx } from "#db/client.ts";
import { insertRows, rowsWithIds } from "#db/row-set.ts";
import { orderLines, orders, stockMovements } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { holdCoupons, markUsed } from "#lib/coupons/hold-coupons.ts";
import { decideEach, type Outcomes } from "#lib/group-commit/outcomes.ts";
import { type Answered, keepAnswers, type Recorded } from "#lib/idempotency/record.ts";
import { commitGuard } from "#lib/locking/commit-guard.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { productKey } from "#lib/locking/locks.ts";
import { orderDto } from "#lib/orders/order-dto.ts";
import { holdWallets, moveWallets, writeEntries } from "#lib/points/wallet.ts";
import { type LockedStock, lockStock, takeStock } from "#lib/stock/locked-stock.ts";
import { productsOf, sumByProduct } from "./cart.ts";
import { type DecidedOrder, decideOrder, type LockedState, type Purchase } from "./decide-order.ts";
import { CheckoutResult } from "./schema.ts";

/** A purchase that is sold, with its answer: the receipt. */
interface Sale extends DecidedOrder, Answered<CheckoutResult> {}

/** What became of each cart, and what is left of each product. */
export interface Placed {
  readonly outcomes: Outcomes<Recorded<CheckoutResult>>;
  readonly stock: LockedStock;
}

/**
 * Sells carts in one transaction, as the holder of the locks of all their products: each is decided in the
 * order of coming and for itself, all or nothing, and one that is refused changes nothing for the others.
 * Everybody takes rows in one order: stock by product id, coupons by id, wallets by shopper's id.
 * @returns for each cart its receipt, or the DomainError that `decideOrder` refuses it with.
 * @throws StaleTokenError when a later holder has written the stock, LockLostError, or what the database
 *   refuses the whole with. Nothing has changed then.
 */
export async function placeOrders(purchases: readonly Purchase[], lock: KeyHold): Promise<Placed> {
  const productIds = productsOf(purchases);
  const { outcomes, stock } = await writeTransaction(
    async (tx) => {
      const state = await lockState(tx, purchases, productIds);
      const { granted: sales, outcomes } = decideEach(purchases, (purchase) => sellTo(purchase, state));
      const [recorded] = await Promise.all([
        keepAnswers(tx, sales, outcomes),
        sales.length > 0 ? writeSales(tx, sales, state, lock) : undefined,
      ]);
      commitGuard(lock, productIds.map(productKey));
      return { outcomes: recorded, stock: state.stock, sold: sales.map(({ order }) => order.id) };
    },
    { stands: ({ sold }) => rowsWithIds(orders.id, sold) },
  );
  return { outcomes, stock };
}

/** Reads and holds all that the carts are decided by. Sent together: one round trip, in this order. */
async function lockState(
  tx: Tx,
  purchases: readonly Purchase[],
  productIds: readonly string[],
): Promise<LockedState> {
  const couponIds = purchases.flatMap(({ userCouponId }) => userCouponId ?? []);
  const [{ stock, now }, coupons, wallets] = await Promise.all([
    lockStock(tx, productIds),
    holdCoupons(tx, couponIds),
    holdWallets(tx, [...new Set(purchases.map(({ userId }) => userId))]),
  ]);
  return { now, stock, coupons, wallets };
}

function sellTo(purchase: Purchase, state: LockedState): Sale {
  const decided = decideOrder(purchase, state);
  const order = orderDto(decided.order, decided.lines, purchase.locale);
  const answer = CheckoutResult.parse({ order, balance: decided.movement.balance });
  return { ...decided, once: purchase.once, answer };
}

/** Writes all sales: a statement a table, sent together, so that one round trip brings all their answers. */
async function writeSales(
  tx: Tx,
  sales: readonly Sale[],
  { stock }: LockedState,
  lock: KeyHold,
): Promise<void> {
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
