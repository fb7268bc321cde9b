import { useTranslations } from "next-intl";
import type { LiveCoupon } from "#lib/live/schema.ts";

/** How many of a coupon are left, as a bar and in words. */
export function Remaining({ remaining, totalQuantity }: Pick<LiveCoupon, "remaining" | "totalQuantity">) {
  const t = useTranslations("coupons");
  const text = t("remaining", { remaining, total: totalQuantity });
  return (
    <div className="grid gap-1.5">
      <div
        role="progressbar"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={totalQuantity}
        aria-valuenow={remaining}
        className="h-1.5 overflow-hidden rounded-full bg-sunken forced-colors:border forced-colors:h-2"
      >
        <div
          className="h-full origin-left rounded-full bg-accent transition-transform duration-500 motion-reduce:transition-none"
          style={{ transform: `scaleX(${totalQuantity > 0 ? remaining / totalQuantity : 0})` }}
        />
      </div>
      <p className="text-sm text-soft tabular-nums">{text}</p>
    </div>
  );
}
