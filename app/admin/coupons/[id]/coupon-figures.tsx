"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCoupon } from "#app/_live/use-live.ts";
import type { AdminCoupon } from "#lib/coupons/schema.ts";
import { ShareBar } from "../../_parts/share-bar.tsx";

/** How many of a coupon are claimed and used: the first as shoppers claim. */
export function CouponFigures({ coupon }: { coupon: AdminCoupon }) {
  const t = useTranslations("adminCoupons");
  const format = useFormatter();
  const { remaining, totalQuantity } = useCoupon(coupon);
  const issued = totalQuantity - remaining;
  return (
    <div className="grid gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-3">
      <div className="grid gap-2 bg-surface p-5">
        <span className="text-sm text-soft">{t("claimed")}</span>
        <span className="text-2xl font-semibold tracking-tight tabular-nums" data-testid="claimed">
          {format.number(issued)}
        </span>
        <ShareBar part={issued} whole={totalQuantity} label={t("claimed")} />
      </div>
      <div className="grid gap-2 bg-surface p-5">
        <span className="text-sm text-soft">{t("used")}</span>
        <span className="text-2xl font-semibold tracking-tight tabular-nums">
          {format.number(coupon.used)}
        </span>
        <ShareBar part={coupon.used} whole={issued} label={t("used")} tone="good" />
      </div>
      <div className="grid content-start gap-2 bg-surface p-5">
        <span className="text-sm text-soft">{t("left")}</span>
        <span className="text-2xl font-semibold tracking-tight tabular-nums">{format.number(remaining)}</span>
      </div>
    </div>
  );
}
