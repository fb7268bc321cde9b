"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import type { StockPoint } from "#lib/catalog/stock-history.ts";

const StockChart = lazy(() => import("./stock-chart.tsx"));

/** The stock of the last days as a curve; the table below it says the same in numbers. */
export function StockCurve({ points }: { points: readonly StockPoint[] }) {
  const t = useTranslations("adminProducts");
  return (
    <figure className="grid gap-2">
      <figcaption className="text-sm text-soft">{t("curve")}</figcaption>
      <div aria-hidden className="h-40">
        <Suspense fallback={null}>
          <StockChart points={points} />
        </Suspense>
      </div>
    </figure>
  );
}
