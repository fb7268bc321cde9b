import { Wrench } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("common"))("maintenance"), robots: { index: false } };
}

/** What a proxy shows in the shop's place while it is being looked after. */
export default async function MaintenancePage() {
  const t = await getTranslations("common");
  return (
    <div className="mx-auto grid max-w-lg justify-items-center gap-4 py-20 text-center">
      <span aria-hidden className="grid size-14 place-items-center rounded-full bg-sunken text-soft">
        <Wrench />
      </span>
      <h1 className="text-title text-balance">{t("maintenance")}</h1>
      <p className="text-balance text-soft">{t("maintenanceText")}</p>
    </div>
  );
}
