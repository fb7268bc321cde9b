import type { AdminCoupon } from "#lib/coupons/schema.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** What stands in the form of a coupon that is not there yet. */
export type CouponDraft = Pick<
  AdminCoupon,
  "name" | "nameKo" | "discount" | "minOrder" | "totalQuantity" | "startsAt" | "endsAt"
>;

/** The minute that has begun. */
const minuteOf = (now: Date) => Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;

/** What most coupons are: a tenth off, a hundred of them, from now on for a week. Only the name is left to type. */
export function usualDraft(now: Date): CouponDraft {
  const starts = minuteOf(now);
  return {
    name: "",
    nameKo: null,
    discount: { type: "percent", value: 10 },
    minOrder: 0,
    totalQuantity: 100,
    startsAt: new Date(starts).toISOString(),
    endsAt: new Date(starts + 7 * DAY_MS).toISOString(),
  };
}

/** A coupon once more, from now on and for as long as that one was. */
export function draftOf(coupon: AdminCoupon, now: Date): CouponDraft {
  const starts = minuteOf(now);
  const lasts = Date.parse(coupon.endsAt) - Date.parse(coupon.startsAt);
  const { name, nameKo, discount, minOrder, totalQuantity } = coupon;
  return {
    name,
    nameKo,
    discount,
    minOrder,
    totalQuantity,
    startsAt: new Date(starts).toISOString(),
    endsAt: new Date(starts + Math.max(lasts, MINUTE_MS)).toISOString(),
  };
}
