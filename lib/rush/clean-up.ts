import { and, eq, inArray, notInArray, sql } from "drizzle-orm";
import { writeDb } from "#db/client.ts";
import { ofRush } from "#db/rush-rows.ts";
import {
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
} from "#db/schema/index.ts";
import { liftLimits } from "#db/session-limits.ts";
import { announcingProducts } from "#lib/announcements/announce.ts";
import { productIdsOf } from "./goods.ts";
import type { RushSettings } from "./schema.ts";

/**
 * Deletes everything that a run has made, in one transaction; the triggers of the append-only tables let that pass and
 * nothing else. Answers false, and deletes nothing, when somebody who is not of the run has bought or claimed of it.
 */
export async function cleanUp(runId: string, settings: RushSettings): Promise<boolean> {
  const productIds = productIdsOf(runId, settings.kind);
  const couponId = ofRush(runId, "c", 1);
  const shopperIds = Array.from({ length: settings.shoppers }, (_, at) => ofRush(runId, "s", at + 1));
  return announcingProducts(productIds.length > 0 ? productIds : [couponId], () =>
    writeDb().transaction(async (tx) => {
      await tx.execute(sql.raw(liftLimits()));
      const sold = inArray(orderLines.productId, [...productIds, ""]);
      const [bought] = await tx
        .select({ id: orders.id })
        .from(orders)
        .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
        .where(and(sold, notInArray(orders.userId, shopperIds)))
        .limit(1);
      const [claimed] = await tx
        .select({ id: userCoupons.id })
        .from(userCoupons)
        .where(and(eq(userCoupons.couponId, couponId), notInArray(userCoupons.userId, shopperIds)))
        .limit(1);
      if (bought || claimed) return false;
      const own = tx.select({ id: orders.id }).from(orders).where(inArray(orders.userId, shopperIds));
      await tx.delete(stockMovements).where(inArray(stockMovements.productId, [...productIds, ""]));
      await tx.delete(pointLedger).where(inArray(pointLedger.userId, shopperIds));
      await tx.delete(orderLines).where(inArray(orderLines.orderId, own));
      await tx.delete(orders).where(inArray(orders.userId, shopperIds));
      await tx.delete(userCoupons).where(eq(userCoupons.couponId, couponId));
      await tx.delete(wallets).where(inArray(wallets.userId, shopperIds));
      // Sessions, kept answers and carts go with them.
      await tx.delete(users).where(inArray(users.id, shopperIds));
      await tx.delete(productStock).where(inArray(productStock.productId, [...productIds, ""]));
      await tx.delete(products).where(inArray(products.id, [...productIds, ""]));
      await tx.delete(couponStock).where(eq(couponStock.couponId, couponId));
      await tx.delete(coupons).where(eq(coupons.id, couponId));
      return true;
    }),
  );
}
