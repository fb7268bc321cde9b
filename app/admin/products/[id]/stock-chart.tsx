"use client";

import { useFormatter } from "next-intl";
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { StockPoint } from "#lib/catalog/stock-history.ts";

const DAY = { month: "short", day: "numeric" } as const;
const AXIS = { fill: "var(--color-soft)", fontSize: 12 } as const;

/** The library comes with this file, which only the dashboard loads, and late. */
export default function StockChart({ points }: { points: readonly StockPoint[] }) {
  const format = useFormatter();
  const dayOf = (at: unknown) => format.dateTime(new Date(String(at)), DAY);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart
        data={[...points]}
        margin={{ top: 4, right: 4, bottom: 0, left: -8 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis
          dataKey="at"
          tickFormatter={dayOf}
          minTickGap={48}
          tick={AXIS}
          axisLine={false}
          tickLine={false}
        />
        <YAxis width={56} allowDecimals={false} tick={AXIS} axisLine={false} tickLine={false} />
        <Tooltip
          labelFormatter={dayOf}
          contentStyle={{
            background: "var(--color-surface)",
            border: "1px solid var(--color-line)",
            borderRadius: 10,
            color: "var(--color-ink)",
          }}
        />
        <Area
          type="stepAfter"
          dataKey="stock"
          stroke="var(--color-accent)"
          fill="var(--color-accent-soft)"
          strokeWidth={2}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
}
