import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonStyle } from "./_components/ui/button.tsx";
import { EmptyState } from "./_components/ui/empty-state.tsx";

export default async function NotFound() {
  const t = await getTranslations("common");
  return (
    <div className="grid gap-6 py-10">
      <h1 className="text-center text-3xl font-semibold tracking-tight">{t("notFound")}</h1>
      <EmptyState title={t("notFoundText")}>
        <Link href="/" className={buttonStyle()}>
          {t("backHome")}
        </Link>
      </EmptyState>
    </div>
  );
}
