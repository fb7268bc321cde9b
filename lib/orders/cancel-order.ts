import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { db, type Tx } from "#db/client.ts";
import {
  orders,
  productStock,
  stockMovements,
  userCoupons,
  WALLET_LIMIT,
  WALLET_REFUND_LIMIT,
} from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { announcingProducts } from "#lib/announcements/announce.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { recordCancellation } from "#lib/catalog/popularity.ts";
import { DomainError } from "#lib/errors.ts";
import { commitGuard } from "#lib/locking/commit-guard.ts";
import type { KeyHold } from "#lib/locking/key-hold.ts";
import { LOCK_TIMES, productKeys, withLocks } from "#lib/locking/locks.ts";
import { checkFences } from "#lib/locking/stale-token.ts";
import { credit, writeEntries } from "#lib/points/wallet.ts";
import { openGates } from "#lib/stock/sold-out-gate.ts";
import type { Locale } from "#lib/values/locale.ts";
import { type OrderLineRow, type OrderRow, orderDto } from "./order-dto.ts";
import { getOrder, linesOf } from "./queries.ts";
import { CancelResult } from "./schema.ts";

/** The admin who cancels an order, and the reason. */
export interface Staff {
  readonly actorId: string;
  readonly reason: string;
}

/**
 * Cancels a paid order and gives back its stock, points and coupon, once, in one transaction, under the locks
 * of all its products. Announces the stock, and takes the order out of the best sellers.
 * @throws DomainError ORDER_NOT_FOUND, ORDER_NOT_CANCELLABLE when it is cancelled already or the refund does not
 *   fit the wallet; LockTimeoutError, LockUnavailableError, LockLostError, StaleTokenError.
 */
export async function cancelOrder(userId: string, orderId: string, locale: Locale): Promise<CancelResult> {
  // The shopper's own order, or none.
  await getOrder(userId, orderId, locale);
  return cancelInTurn({ userId, orderId, locale, staff: null });
}

/**
 * The same by staff, for any shopper's order and with a reason, which the admin audit log keeps. The refund may bring
 * the wallet over what a shopper can fill it to.
 * @throws DomainError as `cancelOrder`
 */
export async function cancelOrderAsStaff(
  staff: Staff,
  orderId: string,
  locale: Locale,
): Promise<CancelResult> {
  const [order] = await db().select({ userId: orders.userId }).from(orders).where(eq(orders.id, orderId));
  if (!order) throw new DomainError("ORDER_NOT_FOUND", "There is no such order.");
  return cancelInTurn({ userId: order.userId, orderId, locale, staff });
}

async function cancelInTurn(cancellation: Omit<Cancellation, "lines">): Promise<CancelResult> {
  const { orderId } = cancellation;
  // The lines never change, so they are read before the locks.
  const lines = await linesOf(db(), [orderId]);
  const productIds = lines.map(({ productId }) => productId);
  const result = await withLocks(productKeys(lines), LOCK_TIMES.checkout, (lock) =>
    announcingProducts(productIds, async () => {
      // Before the commit: no gate may be closed in front of stock that is back.
      await openGates(productIds, lock);
      return writeCancellation({ ...cancellation, lines }, lock);
    }),
  );
  await recordCancellation({ orderId, createdAt: new Date(result.order.createdAt), lines });
  return result;
}

interface Cancellation {
  readonly userId: string;
  readonly orderId: string;
  readonly lines: readonly OrderLineRow[];
  readonly locale: Locale;
  readonly staff: Staff | null;
}

async function writeCancellation(
  { userId, orderId, lines, locale, staff }: Cancellation,
  lock: KeyHold,
): Promise<CancelResult> {
  const cancel = async (tx: Tx) => {
    await holdStock(tx, lines, lock);
    const order = await endOrder(tx, userId, orderId);
    await returnStock(tx, lines, lock.token);
    await returnCoupon(tx, order);
    const movement = await credit(tx, userId, order.total, staff ? WALLET_REFUND_LIMIT : WALLET_LIMIT);
    if (!movement) {
      const detail = "The refund does not fit the wallet. Some points must be spent first.";
      throw new DomainError("ORDER_NOT_CANCELLABLE", detail, { reason: "refund-too-large" });
    }
    await writeEntries(tx, [{ userId, type: "refund", amount: order.total, orderId, movement }]);
    if (staff) await logDeed(tx, staff, order);
    commitGuard(lock, productKeys(lines));
    return CancelResult.parse({ order: orderDto(order, lines, locale), balance: movement.balance });
  };
  return writeTransaction(cancel, {
    stands: () =>
      sql`select 1 from ${orders} where ${orders.id} = ${orderId} and ${orders.status} = 'cancelled'`,
  });
}

const logDeed = (tx: Tx, { actorId, reason }: Staff, { id, userId, total }: OrderRow): Promise<void> =>
  writeAuditLog(tx, {
    actorId,
    action: "order.cancel",
    target: id,
    detail: { reason, userId, refund: total, before: { status: "paid" }, after: { status: "cancelled" } },
  });

/** Stock first, by product id, as everywhere; whether the order may end is decided next. */
async function holdStock(tx: Tx, lines: readonly OrderLineRow[], lock: KeyHold): Promise<void> {
  const ids = lines.map(({ productId }) => productId);
  const held = await tx
    .select({ fence: productStock.fence })
    .from(productStock)
    .where(inArray(productStock.productId, ids))
    .orderBy(asc(productStock.productId))
    .for("no key update");
  checkFences(held, lock);
}

async function returnStock(tx: Tx, lines: readonly OrderLineRow[], token: bigint): Promise<void> {
  const returns = lines.map(({ orderId, productId, quantity }) => ({
    productId,
    kind: "return" as const,
    delta: quantity,
    orderId,
  }));
  await Promise.all([
    ...returns.map(({ productId, delta }) =>
      tx
        .update(productStock)
        .set({ quantity: sql`${productStock.quantity} + ${delta}`, fence: token })
        .where(eq(productStock.productId, productId)),
    ),
    tx.insert(stockMovements).values(returns),
  ]);
}

async function endOrder(tx: Tx, userId: string, orderId: string): Promise<OrderRow> {
  const [order] = await tx
    .update(orders)
    .set({ status: "cancelled", cancelledAt: sql`now()` })
    .where(and(eq(orders.id, orderId), eq(orders.userId, userId), eq(orders.status, "paid")))
    .returning();
  if (order) return order;
  throw new DomainError("ORDER_NOT_CANCELLABLE", "This order was cancelled before; it was refunded then.");
}

async function returnCoupon(tx: Tx, { userCouponId }: OrderRow): Promise<void> {
  if (userCouponId === null) return;
  await tx
    .update(userCoupons)
    .set({ status: "issued", usedAt: null })
    .where(eq(userCoupons.id, userCouponId));
}
