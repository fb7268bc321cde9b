import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { lineText, parseLines } from "#app/_cart/lines.ts";
import { readCart } from "#app/_cart/read-cart.ts";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { currentUser } from "#lib/auth/current-user.ts";
import { getProductsByIds } from "#lib/catalog/queries.ts";
import { listUserCoupons } from "#lib/coupons/queries.ts";
import { PageQuery } from "#lib/pagination.ts";
import { getBalance } from "#lib/points/queries.ts";
import { CheckoutForm } from "./checkout-form.tsx";

type Props = { searchParams: Promise<{ item?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("checkout"))("title") };
}

export default async function CheckoutPage({ searchParams }: Props) {
  const items = [(await searchParams).item ?? []].flat();
  const lines = parseLines(items);
  const user = await currentUser();
  if (!user) {
    const back = `/checkout?${new URLSearchParams(items.map((item) => ["item", item]))}`;
    redirect(`/sign-in?next=${encodeURIComponent(back)}`);
  }
  const locale = await pageLocale();
  const [t, products, balance, coupons, cart] = await Promise.all([
    getTranslations("checkout"),
    getProductsByIds(
      lines.map(({ productId }) => productId),
      locale,
    ),
    getBalance(user.id),
    listUserCoupons(user.id, PageQuery.parse({ pageSize: 100 })),
    readCart(),
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
  const isCart = lines.map(lineText).sort().join() === cart.map(lineText).sort().join();
  return (
    <>
      <PageHeading title={t("title")} />
      <CheckoutForm
        rows={rows}
        balance={balance}
        isCart={isCart}
        coupons={coupons.items.filter(({ status }) => status === "issued")}
      />
    </>
  );
}
