"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { RushKind, RushPoint } from "#lib/rush/schema.ts";
import { Chart } from "../../_charts/chart.tsx";
import type { Series } from "../../_charts/series-chart.tsx";

/** Successes stand out; of the rest the most frequent have tones of their own. */
const OTHERS = ["soft", "warn", "bad", "ink"] as const;
const MOST_CODES = 5;

/** A run's figures over its time: answers by code, throughput, waits, and what is left. */
export function RunCharts({ kind, points }: { kind: RushKind; points: readonly RushPoint[] }) {
  const t = useTranslations("adminRush");
  const format = useFormatter();
  const shared = {
    xLabel: t("time"),
    xText: (ms: number) => t("seconds_value", { value: Math.round(ms / 100) / 10 }),
    valueText: (value: number) => format.number(value, { maximumFractionDigits: 1 }),
    empty: t("noPoints"),
  };
  const rowsOf = (values: (point: RushPoint) => Record<string, number | null>) =>
    points.map((point) => ({ x: point.ms, values: values(point) }));
  const codes = codesOf(points);
  return (
    <div className="grid grid-cols-1 gap-8">
      <Chart
        {...shared}
        title={t("answers")}
        stacked
        rows={rowsOf(({ answers }) => Object.fromEntries(codes.map(({ key }) => [key, answers[key] ?? 0])))}
        series={codes.map((code) => (code.key === "no answer" ? { ...code, label: t("noAnswer") } : code))}
      />
      <Chart
        {...shared}
        title={t("perSecond")}
        rows={rowsOf(({ perSecond }) => ({ perSecond }))}
        series={[{ key: "perSecond", label: t("perSecond"), tone: "accent" }]}
      />
      <Chart
        {...shared}
        title={t("waits")}
        rows={rowsOf(({ p50, p95, p99 }) => ({ p50, p95, p99 }))}
        series={[
          { key: "p50", label: "p50", tone: "accent" },
          { key: "p95", label: "p95", tone: "soft" },
          { key: "p99", label: "p99", tone: "bad" },
        ]}
      />
      {kind === "top-up" ? null : (
        <Chart
          {...shared}
          title={t("stockLeft")}
          rows={rowsOf(({ left }) => ({ left }))}
          series={[{ key: "left", label: t("stockLeft"), tone: "good" }]}
        />
      )}
    </div>
  );
}

/** The codes that came, successes first, then the most frequent. */
function codesOf(points: readonly RushPoint[]): Series[] {
  const sums = Object.entries(points.at(-1)?.answers ?? {});
  const isGood = (code: string) => /^2\d\d$/.test(code);
  return sums
    .sort(([a, countA], [b, countB]) => Number(isGood(b)) - Number(isGood(a)) || countB - countA)
    .slice(0, MOST_CODES)
    .map(([code], at) => ({
      key: code,
      label: code,
      tone: isGood(code) ? "good" : (OTHERS[at % OTHERS.length] ?? "soft"),
    }));
}
