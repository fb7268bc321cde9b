import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ProductGrid } from "#app/_components/product-card.tsx";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { Won } from "#app/_components/won.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { Countdown } from "#app/_live/countdown.tsx";
import { LiveLeft } from "#app/_live/live-left.tsx";
import { pageMetadata } from "#app/_seo/page-metadata.ts";
import { listPopular } from "#lib/catalog/popular.ts";
import { findNextDrop, listProducts } from "#lib/catalog/queries.ts";
import { type Product, ProductQuery } from "#lib/catalog/schema.ts";
import { listCoupons } from "#lib/coupons/queries.ts";
import { PageQuery } from "#lib/pagination.ts";
import { CouponCard } from "./coupons/coupon-card.tsx";

const SHOWN = 4;
/** So few of a product make it a drop. */
const FEW = 30;

export async function generateMetadata(): Promise<Metadata> {
  return pageMetadata({ path: "/", description: (await getTranslations("found"))("home") });
}

export default async function HomePage() {
  const locale = await pageLocale();
  const [t, upcoming, newest, popular, coupons] = await Promise.all([
    getTranslations("home"),
    findNextDrop(locale),
    listProducts(ProductQuery.parse({ sort: "newest", inStock: "true", pageSize: SHOWN + 1 }), locale),
    listPopular({ period: "week", limit: SHOWN }, locale),
    listCoupons(PageQuery.parse({ pageSize: 6 })),
  ]);
  const drop = upcoming ?? newest.items[0];
  const rest = newest.items.filter(({ id }) => id !== drop?.id).slice(0, SHOWN);
  const open = coupons.items.filter(({ state }) => state === "open").slice(0, 3);
  return (
    <div className="grid gap-16">
      {drop ? <Drop product={drop} /> : null}
      <Shelf title={t("popular")} href="/products?sort=popular" all={t("all")}>
        <ProductGrid products={popular.items.map(({ product }) => product)} ranking="week" />
      </Shelf>
      {open.length > 0 ? (
        <Shelf title={t("coupons")} href="/coupons" all={t("all")}>
          <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
            {open.map((coupon) => (
              <CouponCard key={coupon.id} coupon={coupon} />
            ))}
          </div>
        </Shelf>
      ) : null}
      <Shelf title={t("newest")} href="/products?sort=newest" all={t("all")}>
        <ProductGrid products={rest} />
      </Shelf>
    </div>
  );
}

/** The newest thing in the shop, large. */
async function Drop({ product }: { product: Product }) {
  const t = await getTranslations("home");
  return (
    <section className="grid items-center gap-8 rounded-lg border border-line bg-surface p-5 sm:p-8 md:grid-cols-2">
      <ProductPicture imageUrl={product.imageUrl} alt="" priority className="md:order-last" />
      <div className="grid justify-items-start gap-4">
        <p className="text-sm font-medium text-accent">
          {product.saleStartsAt || product.stock <= FEW ? t("dropLabel") : t("newest")}
        </p>
        <h1 className="text-3xl leading-tight font-semibold tracking-tight text-balance sm:text-5xl">
          {product.name}
        </h1>
        <p className="max-w-prose text-soft">{product.description}</p>
        <p className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-lg font-medium">
          <Won amount={product.price} />
          <span className="text-sm font-normal text-soft tabular-nums">
            <LiveLeft product={product} />
          </span>
        </p>
        <Countdown product={product} now={Date.now()} />
        <Link href={`/products/${product.slug}`} className={buttonStyle({ size: "lg" })}>
          {t("dropCta")}
        </Link>
      </div>
    </section>
  );
}

function Shelf({
  title,
  href,
  all,
  children,
}: {
  title: string;
  href: string;
  all: string;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-6">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-xl font-semibold tracking-tight sm:text-2xl">{title}</h2>
        <Link
          href={href}
          className="inline-flex min-h-11 items-center text-sm text-soft underline-offset-4 hover:underline"
        >
          {all}
          <span className="sr-only">: {title}</span>
        </Link>
      </div>
      {children}
    </section>
  );
}
