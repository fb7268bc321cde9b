import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { checkCart, sellable } from "#app/_cart/check-cart.ts";
import Link from "#app/_components/link.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { currentUser } from "#lib/auth/current-user.ts";
import { checkoutPath, parseLines } from "#lib/cart/line-text.ts";
import { getProductsByIds } from "#lib/catalog/queries.ts";
import { listCouponsForOrder } from "#lib/coupons/queries.ts";
import { getBalance } from "#lib/points/queries.ts";
import { CheckoutForm } from "./checkout-form.tsx";

type Props = { searchParams: Promise<{ item?: string | string[]; from?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("checkout"))("title") };
}

/** An address that names nothing means the cart, where there is something in it. */
async function goOnWithCart(): Promise<void> {
  const lines = sellable(await checkCart());
  if (lines.length > 0) redirect(checkoutPath(lines, "cart"));
}

export default async function CheckoutPage({ searchParams }: Props) {
  const { item = [], from } = await searchParams;
  const items = [item].flat();
  if (items.length === 0) await goOnWithCart();
  const lines = parseLines(items);
  const user = await currentUser();
  if (!user) {
    const back = new URLSearchParams(items.map((one) => ["item", one]));
    if (from) back.set("from", from);
    redirect(`/sign-in?next=${encodeURIComponent(`/checkout?${back}`)}`);
  }
  const locale = await pageLocale();
  const [t, products, balance, coupons] = await Promise.all([
    getTranslations("checkout"),
    getProductsByIds(
      lines.map(({ productId }) => productId),
      locale,
    ),
    getBalance(user.id),
    listCouponsForOrder(user.id, locale),
  ]);
  const rows = lines.flatMap((line) => {
    const product = products.find(({ id }) => id === line.productId);
    return product ? [{ product, quantity: line.quantity }] : [];
  });
  if (rows.length === 0) {
    return (
      <>
        <PageHeading title={t("title")} />
        <EmptyState title={t("nothing")}>
          <Link href="/products" className={buttonStyle()}>
            {(await getTranslations("cart"))("browse")}
          </Link>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeading title={t("title")} />
      <CheckoutForm
        account={user.id}
        rows={rows}
        balance={balance}
        isCart={from === "cart"}
        coupons={coupons}
      />
    </>
  );
}
