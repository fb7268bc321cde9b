import { useTranslations } from "next-intl";
import { useMoney } from "#app/_components/money.tsx";
import type { Discount } from "#lib/values/discount.ts";

/** What a coupon takes off, in words. */
export function useDiscountText(): (discount: Discount) => string {
  const t = useTranslations("coupons");
  const money = useMoney();
  return (discount) => {
    switch (discount.type) {
      case "fixed":
        return t("fixedOff", { amount: money(discount.value) });
      case "percent": {
        const off = t("percentOff", { value: discount.value });
        const { maxDiscount } = discount;
        return maxDiscount ? `${off}, ${t("upTo", { amount: money(maxDiscount) })}` : off;
      }
      default:
        return discount satisfies never;
    }
  };
}
