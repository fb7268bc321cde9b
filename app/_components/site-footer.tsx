import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import Link from "#app/_components/link.tsx";

/** The shop's foot: ways into it that the head does not name, and what it promises. */
export async function SiteFooter() {
  const t = await getTranslations("nav");
  return (
    <footer className="mt-8 border-t border-line bg-surface print:hidden">
      <div className="mx-auto grid w-full max-w-6xl grid-cols-2 gap-x-6 gap-y-10 px-4 py-12 text-sm sm:px-6 md:grid-cols-[minmax(0,2fr)_repeat(2,minmax(0,1fr))]">
        <div className="col-span-2 grid content-start gap-3 md:col-span-1">
          <p className="flex items-center gap-2 font-semibold tracking-tight">
            {/* biome-ignore lint/performance/noImgElement: a drawing needs no resizing */}
            <img src="/logo.svg" alt="" width={26} height={26} loading="lazy" />
            Lockstep
          </p>
          <p className="max-w-xs leading-relaxed text-soft">{t("promise")}</p>
        </div>
        <Group title={t("shop")}>
          <Way href="/products">{t("everything")}</Way>
          <Way href="/products?sort=popular">{t("best")}</Way>
          <Way href="/products?sort=newest">{t("newest")}</Way>
          <Way href="/coupons">{t("toClaim")}</Way>
        </Group>
        <Group title={t("about")}>
          <Way href="/docs">{t("api")}</Way>
          <Way href="/api/openapi.json">OpenAPI</Way>
        </Group>
        <p className="col-span-full border-t border-line pt-6 text-soft">{t("footer")}</p>
      </div>
    </footer>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <nav aria-label={title} className="grid content-start">
      <h2 className="mb-1 text-sm font-medium">{title}</h2>
      {children}
    </nav>
  );
}

function Way({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="inline-flex min-h-11 items-center text-soft underline-offset-4 hover:text-ink hover:underline md:min-h-9"
    >
      {children}
    </Link>
  );
}
