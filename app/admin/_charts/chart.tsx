"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { Skeleton } from "#app/_components/ui/skeleton.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { ChartRow, Series } from "./series-chart.tsx";

/** The library of charts comes with the first chart that is seen, and to nobody else. */
const SeriesChart = dynamic(() => import("./series-chart.tsx").then((part) => part.SeriesChart), {
  ssr: false,
  loading: () => <Skeleton className="h-64" />,
});

interface ChartProps {
  title: string;
  /** What the rows are ordered by, as the table's first column says it. */
  xLabel: string;
  rows: readonly ChartRow[];
  series: readonly Series[];
  xText: (x: number) => string;
  valueText: (value: number) => string;
  /** Areas that stand on each other, instead of lines. */
  stacked?: boolean;
  /** A value holds until the next one, instead of leaning towards it. */
  isStepped?: boolean;
  /** In place of the chart while there is nothing to show. */
  empty: ReactNode;
}

/** A chart with the same figures as a table beside it, the newest first. */
export function Chart({
  title,
  xLabel,
  rows,
  series,
  xText,
  valueText,
  stacked = false,
  isStepped = false,
  empty,
}: ChartProps) {
  return (
    <section aria-label={title} className="grid gap-3">
      <h3 className="text-sm font-medium">{title}</h3>
      {rows.length === 0 ? (
        <p className="text-sm text-soft">{empty}</p>
      ) : (
        <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,20rem)]">
          <div className="rounded-lg border border-line bg-surface p-4">
            <SeriesChart
              rows={rows}
              series={series}
              xText={xText}
              valueText={valueText}
              stacked={stacked}
              isStepped={isStepped}
            />
          </div>
          <Table label={title} className="text-xs" box="max-h-72 overflow-y-auto">
            <thead className="sticky top-0 bg-surface">
              <tr>
                <Th>{xLabel}</Th>
                {series.map(({ key, label }) => (
                  <Th key={key} className="text-right">
                    {label}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.toReversed().map((row) => (
                <tr key={row.x}>
                  <Td className="py-1.5">{xText(row.x)}</Td>
                  {series.map(({ key }) => {
                    const value = row.values[key];
                    return (
                      <Td key={key} className="py-1.5 text-right">
                        {value === null || value === undefined ? "–" : valueText(value)}
                      </Td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </section>
  );
}
