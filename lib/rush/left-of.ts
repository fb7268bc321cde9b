import { eq, inArray, sql } from "drizzle-orm";
import { db } from "#db/client.ts";
import { couponStock, productStock } from "#db/schema/index.ts";
import type { RushGoods } from "./goods.ts";

/** How many units and coupons of a run are left now; null where nothing of it runs out. */
export async function leftOf({ productIds, couponId }: RushGoods): Promise<number | null> {
  if (productIds.length === 0 && !couponId) return null;
  const [[product], [issued]] = await Promise.all([
    db()
      .select({ left: sql`coalesce(sum(${productStock.quantity}), 0)`.mapWith(Number) })
      .from(productStock)
      .where(inArray(productStock.productId, [...productIds, ""])),
    db()
      .select({ left: sql`${couponStock.quantity} - ${couponStock.issued}`.mapWith(Number) })
      .from(couponStock)
      .where(eq(couponStock.couponId, couponId ?? "")),
  ]);
  return (product?.left ?? 0) + (issued?.left ?? 0);
}
