"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useId, useRef } from "react";
import { useDateTime } from "#app/_components/date-time.tsx";
import { useMoney } from "#app/_components/money.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import type { UserCoupon } from "#lib/coupons/schema.ts";
import { type CouponOption, couponOptions } from "./coupon-options.ts";

interface CouponChoiceProps {
  coupons: readonly UserCoupon[];
  subtotal: number;
  /** The id of the chosen coupon; empty for none. */
  value: string;
  onChange: (couponId: string) => void;
  isDisabled?: boolean;
}

/** Which coupon to use: the best one is named, and one that does not apply says why. */
export function CouponChoice({ coupons, subtotal, value, onChange, isDisabled = false }: CouponChoiceProps) {
  const t = useTranslations("checkout");
  const group = useId();
  const options = couponOptions(coupons, subtotal);
  const fieldset = useRef<HTMLFieldSetElement>(null);
  const start = useEffectEvent(() => {
    // What was chosen before this page began to work is the choice.
    const chosen = fieldset.current?.querySelector<HTMLInputElement>("input:checked");
    if (chosen && chosen.value !== value) onChange(chosen.value);
  });
  useEffect(() => start(), []);
  if (options.length === 0) return null;
  const choose = { group, value, onChange };
  return (
    <fieldset ref={fieldset} className="grid gap-2" disabled={isDisabled}>
      <legend className="mb-3 font-semibold">{t("coupon")}</legend>
      {options.map((option, index) => (
        <Choice key={option.coupon.id} {...choose} option={option} isBest={index === 0 && option.saves > 0} />
      ))}
      <Choice {...choose} option={null} isBest={false} />
    </fieldset>
  );
}

interface ChoiceProps extends Pick<CouponChoiceProps, "value" | "onChange"> {
  group: string;
  option: CouponOption | null;
  isBest: boolean;
}

function Choice({ group, value, onChange, option, isBest }: ChoiceProps) {
  const t = useTranslations("checkout");
  const note = useNote();
  const id = option?.coupon.id ?? "";
  return (
    <label className="flex min-h-13 items-center gap-3 rounded-md border border-line bg-surface px-4 py-2 text-sm hover:border-strong-line has-checked:border-accent has-checked:bg-accent-soft has-disabled:bg-sunken has-disabled:text-soft">
      <input
        type="radio"
        name={group}
        value={id}
        checked={value === id}
        disabled={option !== null && option.obstacle !== null}
        onChange={() => onChange(id)}
        className="size-5 shrink-0 accent-accent"
      />
      <span className="font-medium">{option?.coupon.name ?? t("noCoupon")}</span>
      {option ? (
        <span className="ml-auto flex flex-wrap items-center justify-end gap-x-2 gap-y-1 text-right text-soft">
          {isBest ? <Badge tone="good">{t("best")}</Badge> : null}
          {note(option)}
        </span>
      ) : null}
    </label>
  );
}

function useNote(): (option: CouponOption) => string {
  const t = useTranslations("checkout");
  const money = useMoney();
  const dateTime = useDateTime();
  return ({ coupon, saves, obstacle }) => {
    if (obstacle === "minimum-order") return t("needsMore", { amount: money(coupon.minOrder) });
    if (obstacle === "expired") return t("expired", { when: dateTime(coupon.expiresAt) });
    return t("saves", { amount: money(saves) });
  };
}
