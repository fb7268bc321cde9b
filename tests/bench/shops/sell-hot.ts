import { figuresOf } from "../rush/figures.ts";
import type { Buy, Shop, Truth } from "./shop.ts";

/** So many failures one after the other, and a buyer gives up. */
const PATIENCE = 20;
/** Longer than any shop should need for its stock. */
const MOST_MS = 300_000;

/** One hot product, sold to buyers who come back until they are refused. */
export interface HotSale extends Truth {
  readonly stock: number;
  /** Orders that were confirmed to a buyer. */
  readonly confirmed: number;
  readonly refused: number;
  readonly failed: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly ordersPerSecond: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Sold {
  readonly sentAt: number;
  readonly doneAt: number;
  readonly requests: number;
}

/** Sells the next hot product: all buyers begin at once, and each buys one after the other until none is left. */
export async function sellHot(shop: Shop): Promise<HotSale> {
  const productId = await shop.nextProduct();
  const sold: Sold[] = [];
  const reasons: Record<string, number> = {};
  let [refused, failed] = [0, 0];
  const endsAt = performance.now() + MOST_MS;
  const buyUntilRefused = async (buy: Buy) => {
    for (let patience = PATIENCE; patience > 0 && performance.now() < endsAt; ) {
      const sentAt = performance.now();
      const { outcome, requests, reason = "" } = await buy(productId);
      if (outcome === "refused") {
        refused += 1;
        return;
      }
      if (outcome === "sold") sold.push({ sentAt, doneAt: performance.now(), requests });
      else {
        failed += 1;
        reasons[reason] = (reasons[reason] ?? 0) + 1;
      }
      patience = outcome === "sold" ? PATIENCE : patience - 1;
    }
  };
  await Promise.all(shop.buyers.map(buyUntilRefused));
  const figures = figuresOf(sold);
  const ordersPerSecond = figures["per second"] ?? Number.NaN;
  const requests = sold.reduce((sum, order) => sum + order.requests, 0);
  return {
    ...(await shop.truth(productId)),
    stock: shop.stock,
    confirmed: sold.length,
    refused,
    failed,
    reasons,
    ordersPerSecond,
    // Of the orders that were made: what a refusal or a failure took is time lost, not work done.
    requestsPerSecond: (ordersPerSecond * requests) / sold.length,
    p50Ms: figures["p50 ms"] ?? Number.NaN,
    p99Ms: figures["p99 ms"] ?? Number.NaN,
  };
}
