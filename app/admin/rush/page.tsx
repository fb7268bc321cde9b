import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Notice } from "#app/_components/ui/notice.tsx";
import { listRuns } from "#lib/rush/runs.ts";
import { AdminPage } from "../admin-page.tsx";
import { RunsTable } from "./runs-table.tsx";
import { RushForm } from "./rush-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminRush"))("title") };
}

export default async function AdminRushPage() {
  const t = await getTranslations("adminRush");
  return (
    <AdminPage path="/admin/rush" title={t("title")} lead={<p className="max-w-prose">{t("intro")}</p>}>
      {async () => {
        const { isOn, items } = await listRuns();
        return (
          <div className="grid grid-cols-1 gap-8">
            {isOn ? <RushForm /> : <Notice tone="warn">{t("off")}</Notice>}
            <section className="grid grid-cols-1 gap-4">
              <h2 className="text-lg font-semibold">{t("runs")}</h2>
              <RunsTable items={items} />
            </section>
          </div>
        );
      }}
    </AdminPage>
  );
}
