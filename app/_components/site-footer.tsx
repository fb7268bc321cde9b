import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";

export async function SiteFooter() {
  const t = await getTranslations("nav");
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-4 px-4 py-8 text-sm text-soft sm:px-6">
        <p>{t("footer")}</p>
        <Link href="/docs" className="inline-flex min-h-11 items-center underline-offset-4 hover:underline">
          {t("api")}
        </Link>
      </div>
    </footer>
  );
}
