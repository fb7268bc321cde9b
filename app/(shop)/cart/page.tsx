import { ShoppingBag } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { checkCart, sellable } from "#app/_cart/check-cart.ts";
import type { CheckedLine } from "#app/_cart/check-line.ts";
import { hasOldCartCookie } from "#app/_cart/read-cart.ts";
import Link from "#app/_components/link.tsx";
import { LiveSum, PriceNews } from "#app/_components/live-price.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { currentUser } from "#lib/auth/current-user.ts";
import { checkoutPath } from "#lib/cart/line-text.ts";
import { CartForm } from "./cart-form.tsx";
import { CartRow } from "./cart-row.tsx";
import { CheckoutLink } from "./checkout-link.tsx";
import { OldCartCookie } from "./old-cart-cookie.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cart"))("title") };
}

export default async function CartPage() {
  const [t, lines, user, isOld] = await Promise.all([
    getTranslations("cart"),
    checkCart(),
    currentUser(),
    hasOldCartCookie(),
  ]);
  return (
    <>
      <PageHeading title={t("title")} />
      {isOld ? <OldCartCookie /> : null}
      <CartForm>
        {lines.length === 0 ? (
          <EmptyState title={t("empty")} text={t("emptyText")} icon={<ShoppingBag />}>
            <Link href="/products" className={buttonStyle()}>
              {t("browse")}
            </Link>
          </EmptyState>
        ) : (
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
        )}
      </CartForm>
    </>
  );
}

async function Summary({ lines, isGuest }: { lines: readonly CheckedLine[]; isGuest: boolean }) {
  const t = await getTranslations("cart");
  const items = sellable(lines);
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
            lines={lines.map(({ product: { id, price }, quantity }) => ({
              product: { id, price },
              quantity,
            }))}
          />
        </span>
      </p>
      <p className="text-sm text-soft">{t("couponsLater")}</p>
      {items.length > 0 ? (
        <CheckoutLink href={checkoutPath(items, "cart")} />
      ) : (
        <p className="text-sm text-warn">{t("nothingToSell")}</p>
      )}
      {isGuest ? <p className="text-sm text-soft">{t("guest")}</p> : null}
    </section>
  );
}
