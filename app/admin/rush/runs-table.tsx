import { useFormatter, useTranslations } from "next-intl";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { Button } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import type { RushRuns } from "#lib/rush/schema.ts";
import { useKindName } from "./kind-name.ts";
import { RunState } from "./run-state.tsx";

/** The kept runs; those that are ticked are compared by their address, with or without JavaScript. */
export function RunsTable({ items }: Pick<RushRuns, "items">) {
  const t = useTranslations("adminRush");
  const format = useFormatter();
  const nameOf = useKindName();
  if (items.length === 0) return <EmptyState title={t("noRuns")} />;
  const ms = (value: number | null | undefined) =>
    value === null || value === undefined ? "–" : t("ms_value", { value: Math.round(value) });
  return (
    <form action="/admin/rush/compare" className="grid gap-4">
      <Table label={t("runs")}>
        <thead>
          <tr>
            <Th>
              <span className="sr-only">{t("compare")}</span>
            </Th>
            <Th>{t("when")}</Th>
            <Th>{t("what")}</Th>
            <Th className="text-right">{t("shoppers")}</Th>
            <Th className="text-right">{t("stock")}</Th>
            <Th className="text-right">{t("perSecond")}</Th>
            <Th className="text-right">p50</Th>
            <Th className="text-right">p99</Th>
            <Th>{t("verdict")}</Th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, createdAt, settings, verdict, state }) => (
            <tr key={id}>
              <Td className="py-0 pr-0">
                <label className="grid size-11 place-items-center">
                  <span className="sr-only">{t("choose", { name: id })}</span>
                  <input type="checkbox" name="run" value={id} className="size-5 accent-accent" />
                </label>
              </Td>
              <Td className="whitespace-nowrap">
                <Link href={`/admin/rush/${id}`} className="font-medium underline underline-offset-4">
                  <DateTime at={createdAt} exact />
                </Link>
              </Td>
              <Td className="whitespace-nowrap">{nameOf(settings.kind)}</Td>
              <Td className="text-right">{format.number(settings.shoppers)}</Td>
              <Td className="text-right">
                {settings.kind === "top-up" ? "–" : format.number(settings.stock)}
              </Td>
              <Td className="text-right">{verdict ? format.number(verdict.perSecond) : "–"}</Td>
              <Td className="text-right whitespace-nowrap">{ms(verdict?.p50)}</Td>
              <Td className="text-right whitespace-nowrap">{ms(verdict?.p99)}</Td>
              <Td className="whitespace-nowrap">
                <RunState state={state} verdict={verdict} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {items.length > 1 ? (
        <Button type="submit" variant="secondary" className="justify-self-start">
          {t("compare")}
        </Button>
      ) : null}
    </form>
  );
}
