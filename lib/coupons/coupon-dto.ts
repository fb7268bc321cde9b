import type { couponStock, coupons } from "#db/schema/index.ts";
import { discountOf } from "#lib/values/discount.ts";
import { inLanguage, type Locale } from "#lib/values/locale.ts";
import { Coupon } from "./schema.ts";

type CouponRow = typeof coupons.$inferSelect;
type StockRow = Pick<typeof couponStock.$inferSelect, "quantity" | "issued">;

/** A coupon as shoppers see it at the database's `now`. */
export function couponDto(row: CouponRow, stock: StockRow, now: Date, locale: Locale): Coupon {
  return Coupon.parse({
    id: row.id,
    name: inLanguage(locale, row.name, row.nameKo),
    discount: discountOf(row),
    minOrder: row.minOrder,
    totalQuantity: stock.quantity,
    remaining: stock.quantity - stock.issued,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    state: stateOf(row, stock, now),
  });
}

function stateOf(row: CouponRow, stock: StockRow, now: Date): Coupon["state"] {
  if (row.endsAt <= now || row.archivedAt) return "ended";
  if (row.startsAt > now) return "scheduled";
  return stock.issued >= stock.quantity ? "sold-out" : "open";
}
