import { couponStock, coupons } from "#db/schema/index.ts";
import { writeTransaction } from "#db/write-transaction.ts";
import { announcingCoupons } from "#lib/announcements/announce.ts";
import { changesOf } from "#lib/audit-log/changes.ts";
import { writeAuditLog } from "#lib/audit-log/write-audit-log.ts";
import { type IdempotentRequest, keepAnswer, type Recorded } from "#lib/idempotency/record.ts";
import { discountColumns } from "#lib/values/discount.ts";
import { newId } from "#lib/values/identifier.ts";
import { getAdminCoupon } from "./admin-queries.ts";
import type { AdminCoupon, NewCoupon } from "./schema.ts";

type Created = Recorded<{ readonly coupon: AdminCoupon }>;

/** Publishes a coupon, once a key, and announces it. */
export function createCoupon(
  actorId: string,
  coupon: NewCoupon,
  once: IdempotentRequest | null,
): Promise<Created> {
  const id = newId();
  return announcingCoupons([id], () => insertCoupon(actorId, id, coupon, once));
}

async function insertCoupon(
  actorId: string,
  id: string,
  coupon: NewCoupon,
  once: IdempotentRequest | null,
): Promise<Created> {
  const { discount, totalQuantity, ...fields } = coupon;
  return writeTransaction(async (tx) => {
    await tx
      .insert(coupons)
      .values({ id, ...fields, nameKo: fields.nameKo ?? null, ...discountColumns(discount) });
    await tx.insert(couponStock).values({ couponId: id, quantity: totalQuantity });
    const created = await getAdminCoupon(tx, id);
    const detail = { name: created.name, ...changesOf({}, created) };
    await writeAuditLog(tx, { actorId, action: "coupon.create", target: id, detail });
    return keepAnswer(tx, once, { coupon: created });
  });
}
