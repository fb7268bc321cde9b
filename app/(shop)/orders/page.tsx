import { Package } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { Money } from "#app/_components/money.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { picturesOf } from "#lib/catalog/queries.ts";
import { listOrders } from "#lib/orders/queries.ts";
import { type Order, OrderHistoryQuery } from "#lib/orders/schema.ts";
import { isolated } from "#lib/values/isolated.ts";
import { requireUser } from "../require-user.ts";
import { OrderSeen } from "./order-seen.tsx";
import { OrderStatus } from "./order-status.tsx";

type Props = { searchParams: Promise<{ cursor?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("orders"))("title") };
}

export default async function OrdersPage({ searchParams }: Props) {
  const user = await requireUser("/orders");
  const asked = OrderHistoryQuery.safeParse({ cursor: (await searchParams).cursor });
  const query = asked.success ? asked.data : OrderHistoryQuery.parse({});
  const [t, history] = await Promise.all([
    getTranslations("orders"),
    listOrders(user.id, query, await pageLocale()),
  ]);
  const pictures = await picturesOf(history.items.flatMap(({ items }) => items[0]?.productId ?? []));
  return (
    <>
      <PageHeading title={t("title")} />
      <OrderSeen account={user.id} orderIds={history.items.map(({ id }) => id)} />
      {history.items.length === 0 ? (
        <EmptyState title={t("empty")} icon={<Package />}>
          <Link href="/products" className={buttonStyle()}>
            {(await getTranslations("cart"))("browse")}
          </Link>
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {history.items.map((order) => (
            <OrderRow key={order.id} order={order} pictures={pictures} />
          ))}
        </ul>
      )}
      {history.nextCursor ? (
        <p className="mt-8 text-center">
          <Link
            href={`/orders?cursor=${history.nextCursor}`}
            className={buttonStyle({ variant: "secondary" })}
          >
            {t("more")}
          </Link>
        </p>
      ) : null}
    </>
  );
}

interface OrderRowProps {
  order: Order;
  /** By product. */
  pictures: ReadonlyMap<string, string | null>;
}

async function OrderRow({ order, pictures }: OrderRowProps) {
  const t = await getTranslations("orders");
  const [first, ...rest] = order.items;
  const name = first?.name ?? t("order");
  return (
    <li className="relative grid grid-cols-[4rem_minmax(0,1fr)_auto] items-center gap-x-4 py-4">
      <ProductPicture imageUrl={pictures.get(first?.productId ?? "") ?? null} alt="" />
      <div className="grid gap-1">
        <Link
          href={`/orders/${order.id}`}
          className="font-medium underline-offset-4 after:absolute after:inset-0 hover:underline"
        >
          {rest.length > 0 ? t("and", { name: isolated(name), count: rest.length }) : name}
        </Link>
        <p className="text-sm text-soft">
          <DateTime at={order.createdAt} />
        </p>
      </div>
      <div className="grid justify-items-end gap-1.5">
        <span className="font-medium">
          <Money amount={order.total} />
        </span>
        <OrderStatus status={order.status} />
      </div>
    </li>
  );
}
