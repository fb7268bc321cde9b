import { couponOf, type HeldCoupon, redeem } from "#lib/coupons/hold-coupons.ts";
import { DomainError } from "#lib/errors.ts";
import type { IdempotentRequest } from "#lib/idempotency/record.ts";
import type { OrderLineRow, OrderRow } from "#lib/orders/order-dto.ts";
import { debit, type Movement, type Wallet } from "#lib/points/wallet.ts";
import { checkStock, type LockedStock } from "#lib/stock/locked-stock.ts";
import type { CartLine } from "#lib/values/cart-line.ts";
import { newIdAt } from "#lib/values/identifier.ts";
import type { Locale } from "#lib/values/locale.ts";

/** A cart that a shopper wants to pay. */
export interface Purchase {
  readonly userId: string;
  readonly lines: readonly CartLine[];
  readonly userCouponId?: string | undefined;
  readonly expectedTotal?: number | undefined;
  readonly locale: Locale;
  readonly once: IdempotentRequest | null;
  /** When it got in line, by `performance.now()`: kept with the order as how long it waited. */
  readonly askedAt?: number | undefined;
}

/** What orders are decided by: rows that are held, as they stand after the orders decided so far. */
export interface LockedState {
  readonly now: Date;
  readonly stock: LockedStock;
  readonly coupons: ReadonlyMap<string, HeldCoupon>;
  readonly wallets: ReadonlyMap<string, Wallet>;
}

/** An order that can be written. */
export interface DecidedOrder {
  readonly order: OrderRow;
  readonly lines: readonly OrderLineRow[];
  readonly movement: Movement;
}

/**
 * Decides one order, and moves what stands when it is sold. A refusal moves nothing.
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

/** The order as the shop's prices and the coupon make it. */
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
