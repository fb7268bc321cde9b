import { type Discount, discountFor, discountOf } from "#lib/values/discount.ts";
import type {
  couponStock,
  coupons,
  orderLines,
  orders,
  pointLedger,
  productStock,
  products,
  stockMovements,
  userCoupons,
  users,
  wallets,
} from "../schema/index.ts";
import { idAt } from "./ids.ts";

/** A product as it is sold here: the row, and how many are left. */
export type StockedProduct = typeof products.$inferInsert & { stock: number };

/** A coupon with how many of it there are. */
export type CountedCoupon = typeof coupons.$inferInsert & { quantity: number };

/** A shopper's coupon and its rule. */
export interface HeldCoupon {
  readonly row: typeof userCoupons.$inferInsert & { issuedAt: Date };
  readonly coupon: CountedCoupon;
}

/** So many of one product. */
export interface CartLine {
  readonly product: StockedProduct;
  readonly quantity: number;
}

interface Wallet {
  balance: number;
  seq: number;
}

/**
 * The past of the seeded shop, told event by event, so that every row fits every other: each method does
 * what the shop itself would have done, and the rows are written at the end, all at once.
 */
export class Journal {
  readonly users: (typeof users.$inferInsert)[] = [];
  readonly products: (typeof products.$inferInsert)[] = [];
  readonly coupons: (typeof coupons.$inferInsert)[] = [];
  readonly userCoupons: (typeof userCoupons.$inferInsert)[] = [];
  readonly orders: (typeof orders.$inferInsert)[] = [];
  readonly orderLines: (typeof orderLines.$inferInsert)[] = [];
  readonly pointLedger: (typeof pointLedger.$inferInsert)[] = [];
  readonly #movements: (typeof stockMovements.$inferInsert & { createdAt: Date })[] = [];
  readonly #stock = new Map<string, number>();
  readonly #issued = new Map<string, { quantity: number; issued: number }>();
  readonly #wallets = new Map<string, Wallet>();

  get wallets(): (typeof wallets.$inferInsert)[] {
    return [...this.#wallets].map(([userId, { balance, seq }]) => ({
      userId,
      balance,
      version: seq,
      ledgerSeq: seq,
    }));
  }

  get productStock(): (typeof productStock.$inferInsert)[] {
    return [...this.#stock].map(([productId, quantity]) => ({ productId, quantity }));
  }

  get couponStock(): (typeof couponStock.$inferInsert)[] {
    return [...this.#issued].map(([couponId, counts]) => ({ couponId, ...counts }));
  }

  /** In the order of time, which is the order of their numbers. */
  get stockMovements(): (typeof stockMovements.$inferInsert)[] {
    return this.#movements.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  }

  /** @throws Error for somebody who never joined. */
  balanceOf(userId: string): number {
    return this.#walletOf(userId).balance;
  }

  join(user: { name: string; email: string; at: Date; signsInBy?: "demo" }): string {
    const id = idAt(user.at);
    const { name, email, at, signsInBy = "nothing" } = user;
    this.users.push({
      id,
      name,
      email,
      emailVerified: true,
      signsInBy,
      createdAt: at,
      updatedAt: at,
    });
    this.#wallets.set(id, { balance: 0, seq: 0 });
    return id;
  }

  offer({ stock, ...product }: StockedProduct, at: Date): void {
    this.products.push(product);
    this.#stock.set(product.id, stock);
    this.#movements.push({
      productId: product.id,
      kind: "initial",
      delta: stock,
      reason: "First stock",
      createdAt: at,
    });
  }

  publish({ quantity, ...coupon }: CountedCoupon): void {
    this.coupons.push(coupon);
    this.#issued.set(coupon.id, { quantity, issued: 0 });
  }

  claim(userId: string, coupon: CountedCoupon, at: Date): HeldCoupon {
    const counts = this.#issued.get(coupon.id);
    if (!counts || counts.issued >= counts.quantity) throw new Error(`no more of ${coupon.name}`);
    counts.issued += 1;
    const row = { id: idAt(at), couponId: coupon.id, userId, issuedAt: at, expiresAt: coupon.endsAt };
    this.userCoupons.push(row);
    return { row, coupon };
  }

  charge(userId: string, amount: number, at: Date): void {
    this.#move(userId, { type: "charge", amount, orderId: null, at });
  }

  buy(userId: string, cart: readonly CartLine[], at: Date, held?: HeldCoupon): string {
    const id = idAt(at);
    const lines = cart.map(({ product, quantity }, index) => ({
      orderId: id,
      lineNo: index + 1,
      productId: product.id,
      name: product.name,
      nameKo: product.nameKo ?? null,
      quantity,
      unitPrice: product.price,
      lineTotal: product.price * quantity,
    }));
    const subtotal = lines.reduce((sum, { lineTotal }) => sum + lineTotal, 0);
    const discount = held ? discountFor(ruleOf(held.coupon), subtotal) : 0;
    const total = subtotal - discount;
    const userCouponId = held?.row.id ?? null;
    if (held) Object.assign(held.row, { status: "used", usedAt: at });
    this.orders.push({ id, userId, subtotal, discount, total, userCouponId, createdAt: at });
    this.orderLines.push(...lines);
    for (const { productId, quantity } of lines) this.#shift(productId, -quantity, id, at);
    this.#move(userId, { type: "use", amount: -total, orderId: id, at });
    return id;
  }

  cancel(orderId: string, at: Date): void {
    const order = this.orders.find(({ id }) => id === orderId);
    if (!order) throw new Error(`no order ${orderId}`);
    Object.assign(order, { status: "cancelled", cancelledAt: at });
    const held = this.userCoupons.find(({ id }) => id === order.userCouponId);
    if (held) Object.assign(held, { status: "issued", usedAt: null });
    for (const line of this.orderLines.filter((one) => one.orderId === orderId)) {
      this.#shift(line.productId, line.quantity, orderId, at);
    }
    this.#move(order.userId, { type: "refund", amount: order.total, orderId, at });
  }

  #shift(productId: string, delta: number, orderId: string, at: Date): void {
    const left = (this.#stock.get(productId) ?? 0) + delta;
    if (left < 0) throw new Error(`the seed sells more of ${productId} than there is`);
    this.#stock.set(productId, left);
    const kind = delta < 0 ? "sale" : "return";
    this.#movements.push({ productId, kind, delta, orderId, createdAt: at });
  }

  #move(
    userId: string,
    entry: { type: "charge" | "use" | "refund"; amount: number; orderId: string | null; at: Date },
  ): void {
    const wallet = this.#walletOf(userId);
    const { type, amount, orderId, at } = entry;
    wallet.balance += amount;
    wallet.seq += 1;
    const balanceAfter = wallet.balance;
    this.pointLedger.push({
      id: idAt(at),
      userId,
      seq: wallet.seq,
      type,
      amount,
      balanceAfter,
      orderId,
      createdAt: at,
    });
  }

  #walletOf(userId: string): Wallet {
    const wallet = this.#wallets.get(userId);
    if (!wallet) throw new Error(`no wallet of ${userId}`);
    return wallet;
  }
}

const ruleOf = (coupon: CountedCoupon): Discount =>
  discountOf({ ...coupon, maxDiscount: coupon.maxDiscount ?? null });
