import { Compass } from "lucide-react";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { PageNotice } from "./_components/page-notice.tsx";
import { buttonStyle } from "./_components/ui/button.tsx";

/** What an address without a page shows: the way back. */
export default async function NotFound() {
  const [t, nav] = await Promise.all([getTranslations("common"), getTranslations("nav")]);
  return (
    <PageNotice icon={<Compass />} title={t("notFound")} text={t("notFoundText")}>
      <div className="mt-2 flex flex-wrap justify-center gap-2">
        <Link href="/" className={buttonStyle()}>
          {t("backHome")}
        </Link>
        <Link href="/products" className={buttonStyle({ variant: "secondary" })}>
          {nav("products")}
        </Link>
      </div>
    </PageNotice>
  );
}
