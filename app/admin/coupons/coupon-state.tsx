import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#app/_components/ui/badge.tsx";
import type { AdminCoupon } from "#lib/coupons/schema.ts";

const TONES: Record<AdminCoupon["state"], Tone> = {
  open: "good",
  scheduled: "accent",
  "sold-out": "bad",
  ended: "plain",
};

/** Whether a coupon can be claimed now. */
export function CouponState({ coupon }: { coupon: Pick<AdminCoupon, "state" | "archivedAt"> }) {
  const t = useTranslations("admin");
  const states = useTranslations("coupons");
  if (coupon.archivedAt) return <Badge>{t("archived")}</Badge>;
  const text = states(coupon.state === "scheduled" ? "scheduledBadge" : coupon.state);
  return <Badge tone={TONES[coupon.state]}>{text}</Badge>;
}
