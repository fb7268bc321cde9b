import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { StockBadge } from "#app/_components/stock-badge.tsx";
import { Won } from "#app/_components/won.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { Countdown } from "#app/_live/countdown.tsx";
import { StockNews } from "#app/_live/stock-news.tsx";
import { pageMetadata } from "#app/_seo/page-metadata.ts";
import { ProductJsonLd } from "#app/_seo/product-json-ld.tsx";
import { getProduct } from "#lib/catalog/queries.ts";
import type { Product } from "#lib/catalog/schema.ts";
import { DomainError } from "#lib/errors.ts";
import { BuyPanel } from "./buy-panel.tsx";

type Props = { params: Promise<{ slug: string }> };

const findProduct = cache(async (slug: string) => {
  try {
    return await getProduct(decodeURIComponent(slug), await pageLocale());
  } catch (error) {
    if (error instanceof DomainError && error.code === "PRODUCT_NOT_FOUND") notFound();
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
    <article className="grid gap-8 md:grid-cols-[1.1fr_1fr] md:gap-12">
      <ProductPicture
        imageUrl={product.imageUrl}
        alt={product.name}
        priority
        className="border border-line"
      />
      <div className="grid content-start gap-6 md:sticky md:top-24 md:self-start">
        <div className="grid justify-items-start gap-3">
          <h1 className="text-3xl leading-tight font-semibold tracking-tight text-balance sm:text-4xl">
            {product.name}
          </h1>
          <p className="text-2xl">
            <Won amount={product.price} />
          </p>
          <StockBadge product={product} now={now} />
        </div>
        <p className="max-w-prose leading-relaxed text-soft">{product.description}</p>
        <Countdown product={product} now={now} undated />
        <BuyPanel product={shelfOf(product)} now={now} />
        <ProductJsonLd product={product} />
        <StockNews product={shelfOf(product)} />
        <p className="border-t border-line pt-4 text-sm text-soft">{t("paidWithPoints")}</p>
      </div>
    </article>
  );
}

const shelfOf = ({ id, stock, saleStartsAt }: Product) => ({ id, stock, saleStartsAt });
