import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { ProductGrid } from "#app/_components/product-card.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { pageMetadata } from "#app/_seo/page-metadata.ts";
import { listPopular } from "#lib/catalog/popular.ts";
import { findNextDrop, listCategories, listProducts } from "#lib/catalog/queries.ts";
import { ProductQuery } from "#lib/catalog/schema.ts";
import { listCoupons } from "#lib/coupons/queries.ts";
import { isolated } from "#lib/values/isolated.ts";
import { PageQuery } from "#lib/values/pagination.ts";
import { useCategoryName } from "./category-name.ts";
import { CouponCard } from "./coupons/coupon-card.tsx";
import { DropPanel } from "./drop-panel.tsx";
import { HomeSection } from "./home-section.tsx";
import { catalogueAddress } from "./products/catalogue-address.ts";

const SHOWN = 4;

export async function generateMetadata(): Promise<Metadata> {
  return pageMetadata({ path: "/", description: (await getTranslations("found"))("home") });
}

export default async function HomePage() {
  const locale = await pageLocale();
  const [t, upcoming, newest, popular, coupons, categories] = await Promise.all([
    getTranslations("home"),
    findNextDrop(locale),
    listProducts(ProductQuery.parse({ sort: "newest", inStock: "true", pageSize: SHOWN + 1 }), locale),
    listPopular({ period: "week", limit: SHOWN }, locale),
    listCoupons(PageQuery.parse({ pageSize: 6 }), locale),
    listCategories(),
  ]);
  const drop = upcoming ?? newest.items[0];
  const rest = newest.items.filter(({ id }) => id !== drop?.id).slice(0, SHOWN);
  const open = coupons.items.filter(({ state }) => state === "open").slice(0, 3);
  return (
    <div className="grid grid-cols-1 gap-16 sm:gap-20">
      <div className="grid grid-cols-1 gap-6">
        {drop ? <DropPanel product={drop} now={Date.now()} /> : null}
        <Categories categories={categories.map(({ category }) => category)} />
      </div>
      <HomeSection title={t("popular")} href="/products?sort=popular" all={t("all")}>
        <ProductGrid products={popular.items.map(({ product }) => product)} ranking="week" />
      </HomeSection>
      {open.length > 0 ? (
        <HomeSection title={t("coupons")} href="/coupons" all={t("all")}>
          <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
            {open.map((coupon) => (
              <CouponCard key={coupon.id} coupon={coupon}>
                <Link
                  data-whole
                  href={`/coupons#coupon-${coupon.id}`}
                  aria-label={t("claimNamed", { name: isolated(coupon.name) })}
                  className={buttonStyle({
                    variant: "secondary",
                    className: "after:absolute after:inset-0 after:rounded-lg",
                  })}
                >
                  {t("claim")}
                </Link>
              </CouponCard>
            ))}
          </div>
        </HomeSection>
      ) : null}
      <HomeSection title={t("newest")} href="/products?sort=newest" all={t("all")}>
        <ProductGrid products={rest} />
      </HomeSection>
    </div>
  );
}

function Categories({ categories }: { categories: readonly string[] }) {
  const nameOf = useCategoryName();
  return (
    <ul className="-mx-4 flex gap-2 overflow-x-auto px-4 py-1 sm:mx-0 sm:flex-wrap sm:px-0">
      {categories.map((category) => (
        <li key={category}>
          <Link
            href={catalogueAddress({ category })}
            className="inline-flex min-h-11 items-center rounded-full border border-line bg-surface px-5 text-sm font-medium whitespace-nowrap hover:border-strong-line hover:bg-sunken"
          >
            {nameOf(category)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
