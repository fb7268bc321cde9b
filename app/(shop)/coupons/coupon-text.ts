import { useTranslations } from "next-intl";
import { useWon } from "#app/_components/money.tsx";
import type { Discount } from "#lib/coupons/schema.ts";

/** What a coupon takes off, in words. */
export function useDiscountText(): (discount: Discount) => string {
  const t = useTranslations("coupons");
  const won = useWon();
  return ({ type, value, maxDiscount }) => {
    const off = type === "percent" ? t("percentOff", { value }) : t("fixedOff", { amount: won(value) });
    return type === "percent" && maxDiscount ? `${off}, ${t("upTo", { amount: won(maxDiscount) })}` : off;
  };
}
