import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import Link from "#app/_components/link.tsx";
import { LivePrice } from "#app/_components/live-price.tsx";
import { ProductGrid } from "#app/_components/product-card.tsx";
import { StockBadge } from "#app/_components/stock-badge.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { looksSignedIn } from "#app/_i18n/request-context.ts";
import { Countdown } from "#app/_live/countdown.tsx";
import { StockNews } from "#app/_live/stock-news.tsx";
import { pageMetadata } from "#app/_seo/page-metadata.ts";
import { ProductJsonLd } from "#app/_seo/product-json-ld.tsx";
import { getProduct, listProducts } from "#lib/catalog/queries.ts";
import { type Product, ProductQuery } from "#lib/catalog/schema.ts";
import { isDomainError } from "#lib/errors.ts";
import { nameInPath } from "#lib/values/path-name.ts";
import { useCategoryName } from "../../category-name.ts";
import { catalogueAddress } from "../catalogue-address.ts";
import { BuyPanel } from "./buy-panel.tsx";
import { Gallery } from "./gallery.tsx";

type Props = { params: Promise<{ slug: string }> };

const findProduct = cache(async (slug: string) => {
  const name = nameInPath(slug);
  if (name === null) notFound();
  try {
    return await getProduct(name, await pageLocale());
  } catch (error) {
    if (isDomainError(error, "PRODUCT_NOT_FOUND")) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, name, description } = await findProduct((await params).slug);
  const image = { url: `/og/${await pageLocale()}/${slug}`, alt: name };
  return pageMetadata({ path: `/products/${slug}`, title: name, description, image });
}

export default async function ProductPage({ params }: Props) {
  const product = await findProduct((await params).slug);
  const t = await getTranslations("product");
  const now = Date.now();
  return (
    <>
      <article className="grid grid-cols-1 items-start gap-8 md:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)] md:gap-12">
        <Gallery imageUrl={product.imageUrl} name={product.name} />
        <div className="grid content-start gap-6 md:sticky md:top-24">
          <div className="grid justify-items-start gap-3">
            <Link
              href={catalogueAddress({ category: product.category })}
              className="inline-flex min-h-11 items-center text-sm text-soft underline-offset-4 hover:underline"
            >
              <CategoryName category={product.category} />
            </Link>
            <h1 className="text-title text-balance">{product.name}</h1>
            <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-2xl">
              <LivePrice product={{ id: product.id, price: product.price }} />
              <StockBadge product={product} now={now} />
            </p>
          </div>
          <p className="max-w-prose leading-relaxed text-soft">{product.description}</p>
          <Countdown product={product} now={now} undated />
          <BuyPanel product={buyable(product)} now={now} looksSignedIn={await looksSignedIn()} />
          <ProductJsonLd product={product} />
          <StockNews product={buyable(product)} />
          <ul className="grid gap-2 border-t border-line pt-4 text-sm text-soft">
            <li>{t("stockNote")}</li>
            <li>{t("paidWithPoints")}</li>
          </ul>
        </div>
      </article>
      {product.stock === 0 ? <Near product={product} /> : null}
    </>
  );
}

/** So many things are offered in place of what is sold out. */
const NEAR = 4;

/** What is to be had in place of what is sold out: of its category first, then of the others; the best sellers first. */
async function Near({ product }: { product: Product }) {
  const t = await getTranslations("product");
  const locale = await pageLocale();
  const inStock = { inStock: "true", pageSize: NEAR };
  const [own, every] = await Promise.all([
    listProducts(ProductQuery.parse({ ...inStock, category: product.category }), locale),
    listProducts(ProductQuery.parse(inStock), locale),
  ]);
  const others = every.items.filter(({ category }) => category !== product.category);
  const items = [...own.items, ...others].slice(0, NEAR);
  if (items.length === 0) return null;
  return (
    <section className="mt-16 grid gap-6">
      <h2 className="text-heading sm:text-2xl">{t("near")}</h2>
      <ProductGrid products={items} />
    </section>
  );
}

function CategoryName({ category }: { category: string }) {
  return useCategoryName()(category);
}

/** What the leaves of the page need of a product. */
const buyable = ({ id, name, price, imageUrl, stock, saleStartsAt }: Product) => ({
  id,
  name,
  price,
  imageUrl,
  stock,
  saleStartsAt,
});
