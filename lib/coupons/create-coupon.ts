import { couponStock, coupons } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { announcingCoupons } from "#lib/announcements/announce.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { discountColumns } from "#lib/values/discount.ts";
import { newId } from "#lib/values/identifier.ts";
import { getAdminCoupon } from "./admin-queries.ts";
import type { AdminCoupon, NewCoupon } from "./schema.ts";

/** Publishes a coupon, and announces it. */
export function createCoupon(actorId: string, coupon: NewCoupon): Promise<AdminCoupon> {
  const id = newId();
  return announcingCoupons([id], () => insertCoupon(actorId, id, coupon));
}

async function insertCoupon(actorId: string, id: string, coupon: NewCoupon): Promise<AdminCoupon> {
  const { discount, totalQuantity, ...fields } = coupon;
  return writeTransaction(async (tx) => {
    await tx
      .insert(coupons)
      .values({ id, ...fields, nameKo: fields.nameKo ?? null, ...discountColumns(discount) });
    await tx.insert(couponStock).values({ couponId: id, quantity: totalQuantity });
    await writeAuditLog(tx, {
      actorId,
      action: "coupon.create",
      target: id,
      detail: { name: coupon.name, totalQuantity },
    });
    return getAdminCoupon(tx, id);
  });
}
