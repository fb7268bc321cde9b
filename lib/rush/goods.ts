import { sql } from "drizzle-orm";
import { writeDb } from "#db/client.ts";
import { ofRush } from "#db/rush-rows.ts";
import { couponStock, coupons, productStock, products, stockMovements } from "#db/schema/index.ts";
import { makeShoppers, type ReadyShopper } from "./make-shoppers.ts";
import type { RushKind, RushSettings } from "./schema.ts";

/** What a run is about: its shoppers, and what they want. */
export interface RushGoods {
  readonly runId: string;
  readonly shoppers: readonly ReadyShopper[];
  readonly productIds: readonly string[];
  readonly couponId: string | null;
}

/** How many products the random carts are made of. */
const CART_PRODUCTS = 8;
const PRICE = 1_000;
/** Enough for the dearest cart as often as anybody may act. */
const BALANCE = 10_000_000;

const PRODUCTS = { product: 1, carts: CART_PRODUCTS, claim: 0, "top-up": 0, mixed: 1 } as const;

/** The ids of the products that a run of a kind makes. */
export const productIdsOf = (runId: string, kind: RushKind): string[] =>
  Array.from({ length: PRODUCTS[kind] }, (_, at) => ofRush(runId, "p", at + 1));

/** Makes a run's own shoppers, products and coupon; none of them is in a list that shoppers see. */
export async function makeGoods(
  runId: string,
  { kind, shoppers: count, stock }: RushSettings,
): Promise<RushGoods> {
  const idOf = (number: number) => ofRush(runId, "s", number);
  const shoppers = await makeShoppers({ count, balance: BALANCE, idOf });
  const productIds = productIdsOf(runId, kind);
  const couponId = kind === "claim" || kind === "mixed" ? ofRush(runId, "c", 1) : null;
  await writeDb().transaction(async (tx) => {
    for (const [at, id] of productIds.entries()) {
      const name = `Rush ${runId.slice(-4)} product ${at + 1}`;
      const text = { name, description: "Made by the rush simulator.", category: "rush" };
      await tx.insert(products).values({ id, slug: id, price: PRICE, ...text });
      await tx.insert(productStock).values({ productId: id, quantity: stock });
      await tx
        .insert(stockMovements)
        .values({ productId: id, kind: "initial", delta: stock, reason: "Rush simulator" });
    }
    if (!couponId) return;
    await tx.insert(coupons).values({
      id: couponId,
      name: `Rush ${runId.slice(-4)} coupon`,
      discountType: "fixed",
      discountValue: 500,
      startsAt: sql`now() - interval '1 minute'`,
      endsAt: sql`now() + interval '1 day'`,
    });
    await tx.insert(couponStock).values({ couponId, quantity: stock });
  });
  return { runId, shoppers, productIds, couponId };
}
