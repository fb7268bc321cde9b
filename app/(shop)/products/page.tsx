import { PackageOpen } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirectBeyondEnd } from "#app/_components/last-page.ts";
import Link from "#app/_components/link.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { type Cursors, Pagination } from "#app/_components/pagination.tsx";
import { ProductGrid } from "#app/_components/product-card.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { pageMetadata } from "#app/_seo/page-metadata.ts";
import { listCategories, listProducts } from "#lib/catalog/queries.ts";
import { ProductQuery } from "#lib/catalog/schema.ts";
import { withFittingCursors } from "#lib/keyset/keyset.ts";
import { isolated } from "#lib/values/isolated.ts";
import { askedPage } from "#lib/values/pagination.ts";
import { categoryName } from "../category-name.ts";
import { catalogueAddress } from "./catalogue-address.ts";
import { CatalogueFilters } from "./catalogue-filters.tsx";

const PAGE_SIZE = 24;

type Search = Record<string, string | string[] | undefined>;

export async function generateMetadata({
  searchParams,
}: {
  searchParams: Promise<Search>;
}): Promise<Metadata> {
  const { q, category, page } = readQuery(await searchParams);
  const [t, found] = await Promise.all([getTranslations("catalogue"), getTranslations("found")]);
  const name = category ? await categoryName(category) : t("title");
  const of = q ? t("titleFor", { q: isolated(q) }) : name;
  const title = page > 1 ? `${of} (${page})` : of;
  const narrowed = new URLSearchParams({
    ...(category ? { category } : {}),
    ...(page > 1 ? { page: `${page}` } : {}),
  });
  const path = narrowed.size > 0 ? `/products?${narrowed}` : "/products";
  const metadata = await pageMetadata({ path, title, description: found("catalogue") });
  // What somebody searched for is no page of its own to be found.
  return q ? { ...metadata, robots: { index: false, follow: true } } : metadata;
}

/** What the address asks for; a part of it that makes no sense counts as not asked. */
function readQuery(search: Search): ProductQuery {
  const asked = Object.entries({ ...search, page: askedPage(search["page"]) }).filter(
    ([, value]) => typeof value === "string",
  );
  const sound = asked.filter(([name, value]) => ProductQuery.safeParse({ [name]: value }).success);
  const query = ProductQuery.parse({ ...Object.fromEntries(sound), pageSize: PAGE_SIZE });
  return withFittingCursors(query, query.sort);
}

export default async function CataloguePage({ searchParams }: { searchParams: Promise<Search> }) {
  const query = readQuery(await searchParams);
  const locale = await pageLocale();
  const [t, list, categories] = await Promise.all([
    getTranslations("catalogue"),
    listProducts(query, locale),
    listCategories(),
  ]);
  const hrefOf = (page: number, { cursor, before }: Cursors = {}) =>
    catalogueAddress({ ...query, page, cursor, before });
  redirectBeyondEnd(list, hrefOf);
  return (
    <>
      <PageHeading title={query.category ? await categoryName(query.category) : t("title")}>
        <p role="status" className="text-sm text-soft tabular-nums">
          {t("found", { count: list.total })}
        </p>
      </PageHeading>
      <CatalogueFilters query={query} categories={categories.map(({ category }) => category)} />
      {list.items.length > 0 ? (
        <ProductGrid products={list.items} heading="h2" />
      ) : (
        <EmptyState title={t("emptyTitle")} text={t("empty")} icon={<PackageOpen />}>
          <Link href="/products" className={buttonStyle({ variant: "secondary" })}>
            {t("clear")}
          </Link>
        </EmptyState>
      )}
      <Pagination {...list} href={hrefOf} />
    </>
  );
}
