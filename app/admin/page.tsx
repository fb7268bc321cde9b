import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readOverview } from "#lib/admin/overview.ts";
import { AdminPage } from "./admin-page.tsx";
import { LiveOverview } from "./live-overview.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("title") };
}

export default async function OverviewPage() {
  const t = await getTranslations("admin");
  return (
    <AdminPage path="/admin" title={t("overview")}>
      {async () => <LiveOverview initial={await readOverview()} madeAt={Date.now()} />}
    </AdminPage>
  );
}
