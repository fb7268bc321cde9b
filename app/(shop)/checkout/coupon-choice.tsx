"use client";

import { useTranslations } from "next-intl";
import { useWon } from "#app/_components/won.tsx";
import { discountFor } from "#lib/coupons/discount.ts";
import type { UserCoupon } from "#lib/coupons/schema.ts";
import { useDiscountText } from "../coupons/coupon-text.ts";

/** The coupon that takes most off this sum, if any applies. */
export function bestCoupon(coupons: readonly UserCoupon[], subtotal: number): UserCoupon | undefined {
  return coupons
    .filter(({ minOrder }) => minOrder <= subtotal)
    .toSorted((a, b) => discountFor(b.discount, subtotal) - discountFor(a.discount, subtotal))[0];
}

interface CouponChoiceProps {
  coupons: readonly UserCoupon[];
  subtotal: number;
  value: string;
  onChange: (couponId: string) => void;
}

/** Which coupon to use; one that does not apply says why. */
export function CouponChoice({ coupons, subtotal, value, onChange }: CouponChoiceProps) {
  const t = useTranslations("checkout");
  const won = useWon();
  const discountText = useDiscountText();
  if (coupons.length === 0) return null;
  const best = bestCoupon(coupons, subtotal);
  const options = coupons.map((coupon) => ({
    id: coupon.id,
    name: coupon.name,
    fits: coupon.minOrder <= subtotal,
    note:
      coupon.minOrder > subtotal
        ? t("needsMore", { amount: won(coupon.minOrder) })
        : `${discountText(coupon.discount)}${coupon.id === best?.id ? ` · ${t("best")}` : ""}`,
  }));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-4 text-xl font-semibold tracking-tight">{t("coupon")}</legend>
      {[...options, { id: "", name: t("noCoupon"), fits: true, note: "" }].map(({ id, name, fits, note }) => (
        <label
          key={id}
          className="flex min-h-13 items-center gap-3 rounded-md border border-line bg-surface px-4 py-2 text-sm has-checked:border-accent has-disabled:text-soft"
        >
          <input
            type="radio"
            name="coupon"
            value={id}
            checked={value === id}
            disabled={!fits}
            onChange={() => onChange(id)}
            className="size-5 shrink-0 accent-accent"
          />
          <span className="font-medium">{name}</span>
          <span className="ml-auto text-right text-soft">{note}</span>
        </label>
      ))}
    </fieldset>
  );
}
