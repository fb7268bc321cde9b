import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateTime } from "#app/_components/date-time.tsx";
import { useMoney } from "#app/_components/money.tsx";
import type { OrderStory } from "#lib/admin/order-schema.ts";
import { isolated } from "#lib/values/isolated.ts";
import { Panel } from "../../_parts/panel.tsx";

interface Moment {
  readonly at: string;
  readonly text: ReactNode;
  readonly more?: ReactNode;
}

/** What happened to an order, in the order of time. */
export function OrderTimeline({ story }: { story: OrderStory }) {
  const t = useTranslations("adminOrders");
  const moments = useMoments(story);
  return (
    <Panel title={t("story")}>
      <ol className="grid gap-5">
        {moments.map(({ at, text, more }, index) => (
          <li key={`${at}-${index.toString()}`} className="relative grid gap-0.5 pl-6 text-sm">
            <span aria-hidden className="absolute top-1.5 left-0 size-2.5 rounded-full bg-accent" />
            {index < moments.length - 1 ? (
              <span aria-hidden className="absolute top-5 -bottom-4 left-[4.5px] w-px bg-line" />
            ) : null}
            <span className="font-medium">{text}</span>
            {more ? <span className="text-soft">{more}</span> : null}
            <span className="text-xs text-soft">
              <DateTime at={at} exact />
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function useMoments({ order, waitedMs, coupon, ledger, stock, cancelledBy }: OrderStory): Moment[] {
  const t = useTranslations("adminOrders");
  const format = useFormatter();
  const money = useMoney();
  const unitsOf = (kind: string) =>
    stock.filter((one) => one.kind === kind).reduce((sum, { delta }) => sum + Math.abs(delta), 0);
  const entries = ledger.map((entry): Moment => {
    const facts = { amount: money(Math.abs(entry.amount)), balance: format.number(entry.balanceAfter) };
    return entry.type === "refund"
      ? { at: entry.createdAt, text: t("refunded", facts), more: t("balanceThen", facts) }
      : { at: entry.createdAt, text: t("paid", facts), more: t("balanceThen", facts) };
  });
  const waited = waitedMs === null ? null : t("waited", { ms: waitedMs });
  const placed: Moment = {
    at: order.createdAt,
    text: t("placed", { units: unitsOf("sale") }),
    more: [waited, coupon ? t("withCoupon", { name: isolated(coupon.name) }) : null]
      .filter(Boolean)
      .join(" · "),
  };
  const ended: Moment[] = order.cancelledAt
    ? [
        {
          at: order.cancelledAt,
          text: cancelledBy ? t("cancelledBy", { email: cancelledBy.email }) : t("cancelledByShopper"),
          more: [cancelledBy?.reason, t("stockBack", { units: unitsOf("return") })]
            .filter(Boolean)
            .join(" · "),
        },
      ]
    : [];
  const debits = entries.filter((_, index) => ledger[index]?.type !== "refund");
  const refunds = entries.filter((_, index) => ledger[index]?.type === "refund");
  return [placed, ...debits, ...ended, ...refunds];
}
