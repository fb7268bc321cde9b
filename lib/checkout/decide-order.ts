import { couponOf, type HeldCoupon, redeem } from "#lib/coupons/hold-coupons.ts";
import { DomainError } from "#lib/errors.ts";
import type { OrderLineRow, OrderRow } from "#lib/orders/order-dto.ts";
import { debit, type Movement } from "#lib/points/wallet.ts";
import { checkStock, type LockedStock } from "#lib/stock/locked-stock.ts";
import { newIdAt } from "#lib/values/identifier.ts";
import type { Purchase } from "./cart.ts";
import type { LockedState } from "./locked-state.ts";

/** An order that can be written. */
export interface DecidedOrder {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly movement: Movement;
}

/**
 * Decides one order. If it can be sold, it is subtracted from the state that the next order is decided by; a refused
 * order changes nothing.
 * @throws DomainError PRODUCT_NOT_FOUND, NOT_ON_SALE, OUT_OF_STOCK, COUPON_NOT_FOUND, COUPON_ALREADY_USED,
 *   COUPON_NOT_APPLICABLE, PRICE_CHANGED, INSUFFICIENT_POINTS.
 */
export function decideOrder(purchase: Purchase, { now, stock, coupons, wallets }: LockedState): DecidedOrder {
  const { userId, userCouponId } = purchase;
  checkStock(purchase.lines, stock, now);
  const coupon = userCouponId === undefined ? null : couponOf(coupons, userId, userCouponId);
  const { order, lines } = draftOrder(purchase, stock, coupon, now);
  const movement = debit(wallets, userId, order.total);
  if (coupon) coupon.isUsed = true;
  for (const { productId, quantity } of purchase.lines) {
    const item = stock.get(productId);
    if (item) item.stock -= quantity;
  }
  return { order, lines, movement };
}

/** The order with the shop's prices and the discount of the coupon. */
function draftOrder(
  { userId, lines: wanted, expectedTotal, askedAt }: Purchase,
  stock: LockedStock,
  coupon: HeldCoupon | null,
  now: Date,
): { order: OrderRow; lines: OrderLineRow[] } {
  const id = newIdAt(now);
  const lines = wanted.flatMap(({ productId, quantity }, index) => {
    const item = stock.get(productId);
    if (!item) return [];
    const { name, nameKo, price } = item;
    const line = { orderId: id, lineNo: index + 1, productId, name, nameKo, quantity, unitPrice: price };
    return [{ ...line, lineTotal: price * quantity }];
  });
  const subtotal = lines.reduce((sum, { lineTotal }) => sum + lineTotal, 0);
  const discount = coupon ? redeem(coupon, subtotal, now) : 0;
  const total = subtotal - discount;
  if (expectedTotal !== undefined && expectedTotal !== total) {
    const detail = `The order now costs ${total} won, not ${expectedTotal}.`;
    throw new DomainError("PRICE_CHANGED", detail, { expectedTotal, total });
  }
  const userCouponId = coupon?.userCouponId ?? null;
  const waitedMs = askedAt === undefined ? null : Math.round(performance.now() - askedAt);
  const order = { id, userId, status: "paid", subtotal, discount, total, userCouponId } as const;
  return { order: { ...order, createdAt: now, cancelledAt: null, waitedMs }, lines };
}
