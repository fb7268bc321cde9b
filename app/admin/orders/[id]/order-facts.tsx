import { useTranslations } from "next-intl";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { useDiscountText } from "#app/(shop)/coupons/coupon-text.ts";
import type { OrderStory } from "#lib/admin/order-schema.ts";
import { Facts, Panel } from "../../_parts/panel.tsx";

/** The buyer, with a link to all that is known of them. */
export function BuyerPanel({ story: { order } }: { story: OrderStory }) {
  const t = useTranslations("adminOrders");
  return (
    <Panel title={t("shopper")}>
      <p className="font-medium">
        <bdi>{order.user.name}</bdi>
      </p>
      <p className="text-sm wrap-anywhere text-soft">{order.user.email}</p>
      <Link
        href={`/admin/users/${order.user.id}`}
        className="mt-2 inline-flex min-h-8 items-center text-sm font-medium text-accent hover:underline"
      >
        {t("toShopper")}
      </Link>
    </Panel>
  );
}

/** The coupon that the order was paid with. */
export function CouponPanel({ coupon }: { coupon: NonNullable<OrderStory["coupon"]> }) {
  const t = useTranslations("adminOrders");
  const discount = useDiscountText();
  return (
    <Panel title={t("coupon")}>
      <Facts
        facts={[
          [
            t("couponName"),
            <Link
              key="name"
              href={`/admin/coupons/${coupon.couponId}`}
              className="font-medium hover:underline"
            >
              {coupon.name}
            </Link>,
          ],
          [t("couponValue"), discount(coupon.discount)],
          [t("couponNow"), coupon.usedAt ? t("couponUsed") : t("couponBack")],
        ]}
      />
    </Panel>
  );
}

/** What only engineers ask: id, waiting, and the key that it was placed under. */
export function BehindOrder({ story: { order, waitedMs, request } }: { story: OrderStory }) {
  const t = useTranslations("adminOrders");
  const admin = useTranslations("admin");
  const mono = (text: string) => <span className="font-mono text-xs">{text}</span>;
  return (
    <Panel title={t("behind")}>
      <Facts
        facts={[
          [t("id"), mono(order.id)],
          [t("wait"), waitedMs === null ? t("notKept") : admin("ms", { value: waitedMs })],
          [t("idempotencyKey"), request ? mono(request.key) : t("notKept")],
          ...(request
            ? ([
                [t("keptUntil"), <DateTime key="until" at={request.expiresAt} />],
                [t("answered"), mono(String(request.status))],
              ] as const)
            : []),
        ]}
      />
    </Panel>
  );
}
