import { sql } from "drizzle-orm";
import { type Tx, writeDb } from "#db/client.ts";
import { orderLines, orders, stockMovements, userCoupons } from "#db/schema/index.ts";
import type { Locale } from "#lib/catalog/schema.ts";
import { type HeldCoupon, holdCoupon, redeem } from "#lib/coupons/hold-coupon.ts";
import { DomainError } from "#lib/errors.ts";
import { keepAnswer, type OnceRequest } from "#lib/idempotency/record.ts";
import { newId } from "#lib/identifier.ts";
import type { Lock } from "#lib/lock/index.ts";
import { productKeys } from "#lib/locks.ts";
import { type OrderLineRow, type OrderRow, orderDto } from "#lib/orders/order-dto.ts";
import { debit, writeEntry } from "#lib/points/wallet.ts";
import { commitGuard } from "#lib/transaction.ts";
import type { CartLine } from "./cart.ts";
import { CheckoutResult } from "./schema.ts";
import { checkShelf, holdShelf, type ShelfRow, takeStock } from "./shelf.ts";

/** A cart that a shopper wants to pay. */
export interface Purchase {
  readonly userId: string;
  readonly lines: readonly CartLine[];
  readonly userCouponId?: string | undefined;
  readonly expectedTotal?: number | undefined;
  readonly locale: Locale;
  readonly once: OnceRequest | null;
}

/**
 * Sells a cart in one transaction, all or nothing, as the holder of the locks of all its products.
 * Rows are taken in one order by everybody: stock by product id, the coupon, the wallet.
 * @throws DomainError PRODUCT_NOT_FOUND, NOT_ON_SALE, OUT_OF_STOCK, COUPON_NOT_FOUND,
 *   COUPON_ALREADY_USED, COUPON_NOT_APPLICABLE, PRICE_CHANGED, INSUFFICIENT_POINTS;
 *   StaleTokenError when a later holder has written the stock. Nothing has changed then.
 */
export async function placeOrder(purchase: Purchase, lock: Lock): Promise<CheckoutResult> {
  return writeDb().transaction(async (tx) => {
    const { userId, lines, userCouponId } = purchase;
    const shelf = await holdShelf(tx, lines);
    checkShelf(lines, shelf);
    const coupon = userCouponId === undefined ? null : await holdCoupon(tx, userId, userCouponId);
    const { order, orderLines: rows } = draftOrder(purchase, shelf, coupon);
    const movement = await debit(tx, userId, order.total);
    await takeStock(tx, lines, shelf, lock.token);
    const answer = CheckoutResult.parse({
      order: orderDto(order, rows, purchase.locale),
      balance: movement.balance,
    });
    // Sent together: the connection answers them in one round trip, in this order.
    await Promise.all([
      writeOrder(tx, order, rows),
      writeEntry(tx, { userId, type: "use", amount: -order.total, orderId: order.id, movement }),
      keepAnswer(tx, purchase.once, 201, answer),
    ]);
    commitGuard(lock, productKeys(lines));
    return answer;
  });
}

/** The order as the shop's prices and the coupon make it. */
function draftOrder(
  { userId, lines, expectedTotal }: Purchase,
  shelf: readonly ShelfRow[],
  coupon: HeldCoupon | null,
): { order: OrderRow; orderLines: OrderLineRow[] } {
  const id = newId();
  const byId = new Map(shelf.map((row) => [row.productId, row]));
  const rows = lines.flatMap(({ productId, quantity }, index) => {
    const product = byId.get(productId);
    if (!product) return [];
    const { name, nameKo, price } = product;
    const line = { orderId: id, lineNo: index + 1, productId, name, nameKo, quantity, unitPrice: price };
    return [{ ...line, lineTotal: price * quantity }];
  });
  const now = shelf[0]?.now ?? new Date(0);
  const subtotal = rows.reduce((sum, { lineTotal }) => sum + lineTotal, 0);
  const discount = coupon ? redeem(coupon, subtotal, now) : 0;
  const total = subtotal - discount;
  if (expectedTotal !== undefined && expectedTotal !== total) {
    const detail = `The order now costs ${total} won, not ${expectedTotal}.`;
    throw new DomainError("PRICE_CHANGED", detail, { expectedTotal, total });
  }
  const userCouponId = coupon?.userCouponId ?? null;
  const order = { id, userId, status: "paid", subtotal, discount, total, userCouponId } as const;
  return { order: { ...order, createdAt: now, cancelledAt: null }, orderLines: rows };
}

async function writeOrder(tx: Tx, order: OrderRow, rows: OrderLineRow[]): Promise<void> {
  const sales = rows.map(({ productId, quantity }) => ({
    productId,
    kind: "sale" as const,
    delta: -quantity,
    orderId: order.id,
  }));
  await Promise.all([
    order.userCouponId === null ? undefined : markCouponUsed(tx, order.userCouponId),
    tx.insert(orders).values(order),
    tx.insert(orderLines).values(rows),
    tx.insert(stockMovements).values(sales),
  ]);
}

async function markCouponUsed(tx: Tx, userCouponId: string): Promise<void> {
  await tx
    .update(userCoupons)
    .set({ status: "used", usedAt: sql`now()` })
    .where(sql`${userCoupons.id} = ${userCouponId} and ${userCoupons.status} = 'issued'`);
}
