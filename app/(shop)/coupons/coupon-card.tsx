"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useDateTime } from "#app/_components/date-time.tsx";
import { useMoney } from "#app/_components/money.tsx";
import { Badge, type Tone } from "#app/_components/ui/badge.tsx";
import { OpeningClock } from "#app/_live/countdown.tsx";
import { useCoupon } from "#app/_live/use-live.ts";
import type { Coupon } from "#lib/coupons/schema.ts";
import { useDiscountText } from "./coupon-text.ts";
import { Remaining } from "./remaining.tsx";

const TONES: Record<Coupon["state"], Tone> = {
  open: "good",
  scheduled: "accent",
  "sold-out": "bad",
  ended: "plain",
};

/** A coupon: what it takes off, for which orders, and how many are left, as it opens and goes. */
export function CouponCard({ coupon, children }: { coupon: Coupon; children?: ReactNode }) {
  const t = useTranslations("coupons");
  const money = useMoney();
  const dateTime = useDateTime();
  const discountText = useDiscountText();
  const { name, discount, minOrder } = coupon;
  const { remaining, totalQuantity, startsAt, endsAt, state } = useCoupon(coupon);
  const time =
    state === "scheduled"
      ? t("scheduled", { when: dateTime(startsAt) })
      : t("until", { when: dateTime(endsAt) });
  return (
    <article
      id={`coupon-${coupon.id}`}
      className="relative grid content-between gap-5 rounded-lg border border-line bg-surface p-5 has-[a[data-whole]:hover]:border-strong-line"
    >
      <div className="grid gap-1.5">
        <div className="flex items-start justify-between gap-3">
          <h3 className="font-medium">{name}</h3>
          <Badge tone={TONES[state]}>{t(state === "scheduled" ? "scheduledBadge" : state)}</Badge>
        </div>
        <p className="text-heading">{discountText(discount)}</p>
        <p className="text-sm text-soft">
          {minOrder > 0 ? t("minOrder", { amount: money(minOrder) }) : t("anyOrder")}
          <br />
          {time}
        </p>
      </div>
      <div className="grid gap-3">
        {state === "ended" ? null : <Remaining remaining={remaining} totalQuantity={totalQuantity} />}
        {state === "scheduled" ? <OpeningClock startsAt={startsAt} /> : null}
        {children}
      </div>
    </article>
  );
}
