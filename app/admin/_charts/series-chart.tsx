"use client";

import {
  Area,
  AreaChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";

/** One moment of a chart: a value of each series, null where there is none. */
export interface ChartRow {
  readonly x: number;
  readonly values: Readonly<Record<string, number | null>>;
}

/** One line or area. */
export interface Series {
  readonly key: string;
  readonly label: string;
  readonly tone: keyof typeof TONES;
}

/** Colours of the page, so that both schemes have theirs; lines differ by their dashes, too. */
const TONES = {
  accent: { color: "var(--color-accent)", dash: "0" },
  good: { color: "var(--color-good)", dash: "0" },
  soft: { color: "var(--color-soft)", dash: "5 3" },
  warn: { color: "var(--color-warn)", dash: "2 3" },
  bad: { color: "var(--color-bad)", dash: "8 3 2 3" },
  ink: { color: "var(--color-ink)", dash: "0" },
} as const;

interface SeriesChartProps {
  rows: readonly ChartRow[];
  series: readonly Series[];
  xText: (x: number) => string;
  valueText: (value: number) => string;
  stacked: boolean;
  isStepped: boolean;
}

/** Lines over time, or areas that stand on each other. Hidden from screen readers: the table beside it says the same. */
export function SeriesChart({ rows, series, xText, valueText, stacked, isStepped }: SeriesChartProps) {
  const data = rows.map(({ x, values }) => ({ x, ...values }));
  const Frame = stacked ? AreaChart : LineChart;
  return (
    <div aria-hidden className="text-xs">
      <ResponsiveContainer width="100%" height={254}>
        <Frame data={data} margin={{ top: 4, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--color-line)" />
          <XAxis
            dataKey="x"
            type="number"
            domain={["dataMin", "dataMax"]}
            tickFormatter={xText}
            stroke="var(--color-soft)"
            tickLine={false}
            minTickGap={32}
          />
          <YAxis
            width={56}
            tickFormatter={valueText}
            stroke="var(--color-soft)"
            axisLine={false}
            tickLine={false}
            allowDecimals={false}
          />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(x) => xText(Number(x))}
            formatter={(value, name) => [valueText(Number(value)), name]}
            contentStyle={{
              background: "var(--color-surface)",
              border: "1px solid var(--color-line)",
              borderRadius: "10px",
              color: "var(--color-ink)",
            }}
          />
          {series.length > 1 ? <Legend iconType="plainline" /> : null}
          {series.map(({ key, label, tone }) => {
            const { color, dash } = TONES[tone];
            const line = { dataKey: key, name: label, stroke: color, strokeDasharray: dash };
            const type = isStepped ? "stepAfter" : "monotone";
            const still = { isAnimationActive: false, dot: false, strokeWidth: 2, type } as const;
            return stacked ? (
              <Area key={key} stackId="all" fill={color} fillOpacity={0.2} {...line} {...still} />
            ) : (
              <Line key={key} connectNulls {...line} {...still} />
            );
          })}
        </Frame>
      </ResponsiveContainer>
    </div>
  );
}
