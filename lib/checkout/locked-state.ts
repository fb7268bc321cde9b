import type { Tx } from "#db/client.ts";
import { type HeldCoupon, holdCoupons } from "#lib/coupons/hold-coupons.ts";
import { holdWallets, type Wallet } from "#lib/points/wallet.ts";
import { type LockedStock, lockStock } from "#lib/stock/locked-stock.ts";
import { type Purchase, productsOf } from "./cart.ts";

/** The rows that orders are decided by, held until the transaction ends. Each decided order changes them in memory. */
export interface LockedState {
  readonly now: Date;
  readonly stock: LockedStock;
  readonly coupons: ReadonlyMap<string, HeldCoupon>;
  readonly wallets: ReadonlyMap<string, Wallet>;
}

/**
 * Reads and holds the rows that purchases are decided by. Every transaction takes rows in this order, so that no two
 * wait for each other: stock by product id, coupons by id, wallets by shopper's id. It is one round trip.
 */
export async function lockState(tx: Tx, purchases: readonly Purchase[]): Promise<LockedState> {
  const couponIds = purchases.flatMap(({ userCouponId }) => userCouponId ?? []);
  const [{ stock, now }, coupons, wallets] = await Promise.all([
    lockStock(tx, productsOf(purchases)),
    holdCoupons(tx, couponIds),
    holdWallets(tx, [...new Set(purchases.map(({ userId }) => userId))]),
  ]);
  return { now, stock, coupons, wallets };
}
