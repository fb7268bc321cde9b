import { ShoppingBag } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readCart } from "#app/_cart/read-cart.ts";
import Link from "#app/_components/link.tsx";
import { LiveSum, PriceNews } from "#app/_components/live-price.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { currentUser } from "#lib/auth/current-user.ts";
import { checkoutPath } from "#lib/cart/line-text.ts";
import { getProductsByIds } from "#lib/catalog/queries.ts";
import { CartRow } from "./cart-row.tsx";
import { type CheckedLine, checkLine } from "./check-line.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cart"))("title") };
}

/** The cart, held against what the shop can sell now. */
async function checkCart(): Promise<CheckedLine[]> {
  const [cart, locale] = await Promise.all([readCart(), pageLocale()]);
  const products = await getProductsByIds(
    cart.map(({ productId }) => productId),
    locale,
  );
  const now = Date.now();
  return cart.flatMap(({ productId, quantity }) => {
    const product = products.find(({ id }) => id === productId);
    return product ? [checkLine(product, quantity, now)] : [];
  });
}

export default async function CartPage() {
  const [t, lines, user] = await Promise.all([getTranslations("cart"), checkCart(), currentUser()]);
  if (lines.length === 0) {
    return (
      <>
        <PageHeading title={t("title")} />
        <EmptyState title={t("empty")} text={t("emptyText")} icon={<ShoppingBag />}>
          <Link href="/products" className={buttonStyle()}>
            {t("browse")}
          </Link>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeading title={t("title")} />
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid grid-cols-1 gap-4">
          <PriceNews products={lines.map(({ product: { id, name, price } }) => ({ id, name, price }))} />
          <ul className="divide-y divide-line border-y border-line">
            {lines.map((line) => (
              <CartRow key={line.product.id} line={line} />
            ))}
          </ul>
        </div>
        <Summary lines={lines} isGuest={user === null} />
      </div>
    </>
  );
}

async function Summary({ lines, isGuest }: { lines: readonly CheckedLine[]; isGuest: boolean }) {
  const t = await getTranslations("cart");
  const sellable = lines.filter(({ quantity }) => quantity > 0);
  const items = sellable.map(({ product, quantity }) => ({ productId: product.id, quantity }));
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <section className="grid gap-4 rounded-lg border border-line bg-surface p-6 lg:sticky lg:top-24">
      <p className="flex items-baseline justify-between gap-4">
        <span>
          <span className="text-lg font-semibold">{t("subtotal")}</span>{" "}
          <span className="text-sm text-soft">{t("count", { count })}</span>
        </span>
        <span className="text-lg font-semibold">
          <LiveSum
            lines={sellable.map(({ product: { id, price }, quantity }) => ({
              product: { id, price },
              quantity,
            }))}
          />
        </span>
      </p>
      <p className="text-sm text-soft">{t("couponsLater")}</p>
      {items.length > 0 ? (
        <Link href={checkoutPath(items, "cart")} className={buttonStyle({ size: "lg" })}>
          {t("checkout")}
        </Link>
      ) : (
        <p className="text-sm text-warn">{t("nothingToSell")}</p>
      )}
      {isGuest ? <p className="text-sm text-soft">{t("guest")}</p> : null}
    </section>
  );
}
