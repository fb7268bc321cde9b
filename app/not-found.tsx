import { Compass } from "lucide-react";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "./_components/ui/button.tsx";

/** What an address without a page shows: the way back. */
export default async function NotFound() {
  const [t, nav] = await Promise.all([getTranslations("common"), getTranslations("nav")]);
  return (
    <div className="mx-auto grid max-w-lg justify-items-center gap-4 py-20 text-center">
      <span aria-hidden className="grid size-14 place-items-center rounded-full bg-sunken text-soft">
        <Compass />
      </span>
      <h1 className="text-title text-balance">{t("notFound")}</h1>
      <p className="text-balance text-soft">{t("notFoundText")}</p>
      <div className="mt-2 flex flex-wrap justify-center gap-2">
        <Link href="/" className={buttonStyle()}>
          {t("backHome")}
        </Link>
        <Link href="/products" className={buttonStyle({ variant: "secondary" })}>
          {nav("products")}
        </Link>
      </div>
    </div>
  );
}
