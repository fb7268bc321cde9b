import { Wrench } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageNotice } from "#app/_components/page-notice.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("common"))("maintenance"), robots: { index: false } };
}

/** What a proxy shows in the shop's place while it is being looked after. */
export default async function MaintenancePage() {
  const t = await getTranslations("common");
  return <PageNotice icon={<Wrench />} title={t("maintenance")} text={t("maintenanceText")} />;
}
