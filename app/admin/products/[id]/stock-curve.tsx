"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { StockPoint } from "#lib/catalog/stock-history.ts";
import { Chart } from "../../_charts/chart.tsx";

const TIME = {
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
} as const;

/** The stock of the last days as a curve, with its points as a table. */
export function StockCurve({ points }: { points: readonly StockPoint[] }) {
  const t = useTranslations("adminProducts");
  const admin = useTranslations("admin");
  const format = useFormatter();
  return (
    <Chart
      title={t("curve")}
      xLabel={admin("when")}
      rows={points.map(({ at, stock }) => ({ x: Date.parse(at), values: { stock } }))}
      series={[{ key: "stock", label: admin("stock"), tone: "accent" }]}
      xText={(x) => format.dateTime(new Date(x), TIME)}
      valueText={(value) => format.number(value)}
      isStepped
      empty={null}
    />
  );
}
