import { daysBefore, idAt } from "./ids.ts";
import type { CountedCoupon } from "./journal.ts";

export type SeedCoupons = ReturnType<typeof seedCoupons>;

/** Five coupons, one in each state that a shopper can meet; how many are taken is up to the crowd. */
export function seedCoupons(now: Date) {
  const coupon = (
    fields: Omit<CountedCoupon, "id" | "createdAt" | "startsAt" | "endsAt"> & Window,
  ): CountedCoupon => {
    const { from, to, ...rest } = fields;
    return {
      ...rest,
      id: idAt(daysBefore(now, 30)),
      createdAt: daysBefore(now, 30),
      startsAt: daysBefore(now, -from),
      endsAt: daysBefore(now, -to),
    };
  };
  const percent = "percent" as const;
  const fixed = "fixed" as const;
  return {
    open: coupon({
      name: "Welcome",
      nameKo: "첫인사",
      discountType: percent,
      discountValue: 10,
      maxDiscount: 10_000,
      quantity: 1_000,
      from: -10,
      to: 60,
    }),
    nearlyGone: coupon({
      name: "First snow",
      nameKo: "첫눈",
      discountType: fixed,
      discountValue: 5_000,
      minOrder: 30_000,
      quantity: 100,
      from: -5,
      to: 20,
    }),
    soldOut: coupon({
      name: "Night market",
      nameKo: "야시장",
      discountType: percent,
      discountValue: 20,
      maxDiscount: 20_000,
      minOrder: 40_000,
      quantity: 50,
      from: -7,
      to: 14,
    }),
    scheduled: coupon({
      name: "Year-end",
      nameKo: "연말",
      discountType: fixed,
      discountValue: 15_000,
      minOrder: 100_000,
      quantity: 200,
      from: 3,
      to: 33,
    }),
    ended: coupon({
      name: "Chuseok",
      nameKo: "추석",
      discountType: percent,
      discountValue: 8,
      quantity: 300,
      from: -60,
      to: -30,
    }),
  };
}

interface Window {
  /** Days from now. */
  readonly from: number;
  readonly to: number;
}
