import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { RushRuns } from "#lib/rush/schema.ts";
import { useKindName } from "../kind-name.ts";
import { RunState } from "../run-state.tsx";

type Run = RushRuns["items"][number];

/** Runs side by side: a column each, the oldest first, a line for each figure. */
export function CompareTable({ runs }: { runs: readonly Run[] }) {
  const t = useTranslations("adminRush");
  const format = useFormatter();
  const nameOf = useKindName();
  const ms = (value: number | null | undefined) =>
    value === null || value === undefined ? "–" : t("ms_value", { value: Math.round(value) });
  const number = (value: number | undefined) => (value === undefined ? "–" : format.number(value));
  const lines: [label: string, cell: (run: Run) => ReactNode][] = [
    [t("what"), ({ settings }) => nameOf(settings.kind)],
    [t("shoppers"), ({ settings }) => number(settings.shoppers)],
    [t("times"), ({ settings }) => number(settings.times)],
    [t("stock"), ({ settings }) => (settings.kind === "top-up" ? "–" : number(settings.stock))],
    [t("seconds"), ({ settings }) => number(settings.seconds)],
    [t("processes"), ({ settings }) => settings.processes ?? "–"],
    [t("verdict"), ({ state, verdict }) => <RunState state={state} verdict={verdict} />],
    [t("perSecond"), ({ verdict }) => number(verdict?.perSecond)],
    [t("duration"), ({ verdict }) => (verdict ? t("seconds_value", { value: verdict.seconds }) : "–")],
    ["p50", ({ verdict }) => ms(verdict?.p50)],
    ["p95", ({ verdict }) => ms(verdict?.p95)],
    ["p99", ({ verdict }) => ms(verdict?.p99)],
    [t("longest"), ({ verdict }) => ms(verdict?.longest)],
    [t("double"), ({ verdict }) => number(verdict?.double)],
    [t("lost"), ({ verdict }) => number(verdict?.lost)],
    ...codesOf(runs).map((code): (typeof lines)[number] => [
      code,
      ({ verdict }) => number(verdict ? (verdict.answers[code] ?? 0) : undefined),
    ]),
  ];
  return (
    <Table label={t("compareTitle")}>
      <thead>
        <tr>
          <Th>{t("figure")}</Th>
          {runs.map(({ id, createdAt }) => (
            <Th key={id} className="text-right">
              <Link href={`/admin/rush/${id}`} className="underline underline-offset-4">
                <DateTime at={createdAt} exact />
              </Link>
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(([label, cell]) => (
          <tr key={label}>
            <th
              scope="row"
              className="border-b border-line px-4 py-3 font-medium text-soft in-[tr:last-child]:border-b-0"
            >
              {label}
            </th>
            {runs.map((run) => (
              <Td key={run.id} className="text-right">
                {cell(run)}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const codesOf = (runs: readonly Run[]): string[] =>
  [...new Set(runs.flatMap(({ verdict }) => Object.keys(verdict?.answers ?? {})))].sort();
