"use client";

import { TrendingDown, TrendingUp } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "#app/_components/money.tsx";
import { cn } from "#app/_components/ui/class-names.ts";
import type { Overview } from "#lib/admin/schema.ts";

/** What today came to, and how that is against yesterday up to this time. */
export function DayFigures({ overview }: { overview: Overview }) {
  const t = useTranslations("admin");
  const format = useFormatter();
  const money = useMoney();
  const number = (value: number) => format.number(value);
  const { yesterday } = overview;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">
      <Figure label={t("ordersToday")} now={overview.orders} was={yesterday.orders} tell={number} />
      <Figure label={t("revenueToday")} now={overview.revenue} was={yesterday.revenue} tell={money} />
      <Figure label={t("claimsToday")} now={overview.claims} was={yesterday.claims} tell={number} />
      <Figure label={t("topUpsToday")} now={overview.topUps} was={yesterday.topUps} tell={money} />
      <Figure label={t("unitsToday")} now={overview.units} tell={number} />
      <Figure label={t("waitingNow")} now={overview.waiting} tell={number} />
      <Figure label={t("openCoupons")} now={overview.openCoupons} tell={number} className="lg:col-span-2" />
    </dl>
  );
}

interface FigureProps {
  label: string;
  now: number;
  was?: number;
  tell: (value: number) => string;
  className?: string;
}

function Figure({ label, now, was, tell, className }: FigureProps) {
  const t = useTranslations("admin");
  return (
    <div className={cn("bg-surface p-5 last:max-lg:col-span-2", className)}>
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="mt-1 grid gap-1">
        <span className="text-2xl font-semibold tracking-tight tabular-nums">{tell(now)}</span>
        {was === undefined ? null : (
          <span className="flex flex-wrap items-center gap-x-2 text-xs text-soft tabular-nums">
            <Change now={now} was={was} />
            {t("yesterday", { value: tell(was) })}
          </span>
        )}
      </dd>
    </div>
  );
}

function Change({ now, was }: { now: number; was: number }) {
  const format = useFormatter();
  if (was === 0 || now === was) return null;
  const share = (now - was) / was;
  const Icon = share > 0 ? TrendingUp : TrendingDown;
  return (
    <span className={cn("inline-flex items-center gap-1 font-medium", share > 0 ? "text-good" : "text-bad")}>
      <Icon aria-hidden className="size-3.5" />
      {format
        .number(share, { style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" })
        .replace("-", "−")}
    </span>
  );
}
