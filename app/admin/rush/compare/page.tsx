import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { listRuns } from "#lib/rush/runs.ts";
import { AdminPage } from "../../admin-page.tsx";
import { CompareTable } from "./compare-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminRush"))("compareTitle") };
}

export default async function CompareRushesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { run = [] } = await searchParams;
  const t = await getTranslations("adminRush");
  const back = { href: "/admin/rush", name: t("title") };
  return (
    <AdminPage path="/admin/rush/compare" title={t("compareTitle")} back={back}>
      {async () => {
        const { items } = await listRuns();
        const chosen = items.filter(({ id }) => [run].flat().includes(id)).toReversed();
        return chosen.length < 2 ? <EmptyState title={t("compareFew")} /> : <CompareTable runs={chosen} />;
      }}
    </AdminPage>
  );
}
