import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { checkoutPath } from "#app/_cart/lines.ts";
import { readCart } from "#app/_cart/read-cart.ts";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { Won } from "#app/_components/won.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { getProductsByIds } from "#lib/catalog/queries.ts";
import { CartRow } from "./cart-row.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cart"))("title") };
}

export default async function CartPage() {
  const [t, cart, locale] = await Promise.all([getTranslations("cart"), readCart(), pageLocale()]);
  const products = await getProductsByIds(
    cart.map(({ productId }) => productId),
    locale,
  );
  const rows = cart.flatMap((line) => {
    const product = products.find(({ id }) => id === line.productId);
    return product ? [{ ...line, product }] : [];
  });
  if (rows.length === 0) {
    return (
      <>
        <PageHeading title={t("title")} />
        <EmptyState title={t("empty")}>
          <Link href="/products" className={buttonStyle()}>
            {t("browse")}
          </Link>
        </EmptyState>
      </>
    );
  }
  const now = Date.now();
  const subtotal = rows.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  return (
    <>
      <PageHeading title={t("title")} />
      <div className="grid items-start gap-8 lg:grid-cols-[1fr_20rem]">
        <ul className="divide-y divide-line border-y border-line">
          {rows.map(({ product, quantity }) => (
            <CartRow key={product.id} product={product} quantity={quantity} now={now} />
          ))}
        </ul>
        <section className="grid gap-4 rounded-lg border border-line bg-surface p-6">
          <p className="flex justify-between text-lg font-medium">
            <span>{t("subtotal")}</span>
            <Won amount={subtotal} />
          </p>
          <Link
            href={checkoutPath(rows.map(({ productId, quantity }) => ({ productId, quantity })))}
            className={buttonStyle({ size: "lg" })}
          >
            {t("checkout")}
          </Link>
        </section>
      </div>
    </>
  );
}
