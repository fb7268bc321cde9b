"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import Link from "#app/_components/link.tsx";
import { useWon } from "#app/_components/money.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import { useOverview } from "#app/_live/use-live.ts";
import type { Overview } from "#lib/admin/schema.ts";
import { OrdersTable } from "./orders/orders-table.tsx";

/** The shop at a glance, as it sells: figures, who waits, what runs low, the latest orders. */
export function LiveOverview({ initial }: { initial: Overview }) {
  const t = useTranslations("admin");
  const overview = useOverview(initial);
  return (
    <div className="grid grid-cols-1 gap-10">
      <Figures {...overview} />
      <LowStock low={overview.low} />
      <section className="grid grid-cols-1 gap-4">
        <h2 className="text-lg font-semibold">{t("latest")}</h2>
        <OrdersTable orders={overview.latest} />
      </section>
    </div>
  );
}

function Figures({ orders, units, revenue, openCoupons, waiting }: Overview) {
  const t = useTranslations("admin");
  const format = useFormatter();
  const won = useWon();
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-5">
      <Figure label={t("ordersToday")}>{format.number(orders)}</Figure>
      <Figure label={t("unitsToday")}>{format.number(units)}</Figure>
      <Figure label={t("revenueToday")}>{won(revenue)}</Figure>
      <Figure label={t("waitingNow")}>{format.number(waiting)}</Figure>
      <Figure label={t("openCoupons")}>{format.number(openCoupons)}</Figure>
    </dl>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="bg-surface p-5 last:col-span-2 lg:last:col-span-1">
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="mt-1 text-2xl font-semibold tracking-tight tabular-nums">{children}</dd>
    </div>
  );
}

function LowStock({ low }: Pick<Overview, "low">) {
  const t = useTranslations("admin");
  return (
    <section className="grid gap-4">
      <h2 className="text-lg font-semibold">{t("lowStock")}</h2>
      {low.length === 0 ? <p className="text-sm text-soft">{t("noneLow")}</p> : null}
      <ul className="flex flex-wrap gap-2">
        {low.map(({ id, name, stock }) => (
          <li key={id}>
            <Link
              href={`/admin/products/${id}`}
              className="inline-flex min-h-11 items-center gap-2 rounded-md border border-line bg-surface px-3 text-sm hover:border-strong-line"
            >
              {name} <Badge tone={stock === 0 ? "bad" : "warn"}>{stock}</Badge>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
