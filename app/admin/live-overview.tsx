"use client";

import { useTranslations } from "next-intl";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { useOverview } from "#app/_live/use-live.ts";
import type { Overview } from "#lib/admin/schema.ts";
import { Panel } from "./_parts/panel.tsx";
import { Attention } from "./attention.tsx";
import { DayFigures } from "./day-figures.tsx";
import { OrdersTable } from "./orders/orders-table.tsx";
import { PulseChart } from "./pulse-chart.tsx";

/** The shop at a glance, as it sells: today against yesterday, the last minutes, what needs a look, the latest orders. */
export function LiveOverview({ initial, madeAt }: { initial: Overview; madeAt: number }) {
  const t = useTranslations("admin");
  const overview = useOverview(initial);
  const all = (
    <Link href="/admin/orders" className={buttonStyle({ variant: "ghost", size: "sm" })}>
      {t("allOrders")}
    </Link>
  );
  return (
    <div className="grid grid-cols-1 gap-6">
      <DayFigures overview={overview} />
      <Panel title={t("pulse")}>
        <PulseChart pulse={overview.pulse} madeAt={madeAt} />
      </Panel>
      <Attention overview={overview} />
      <Panel title={t("latest")} action={all} isFlush>
        <OrdersTable orders={overview.latest} />
      </Panel>
    </div>
  );
}
