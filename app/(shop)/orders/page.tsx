import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { When } from "#app/_components/when.tsx";
import { Won } from "#app/_components/won.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { listOrders } from "#lib/orders/queries.ts";
import type { Order } from "#lib/orders/schema.ts";
import { CursorQuery } from "#lib/pagination.ts";
import { requireUser } from "../require-user.ts";
import { OrderStatus } from "./order-status.tsx";

type Props = { searchParams: Promise<{ cursor?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("orders"))("title") };
}

export default async function OrdersPage({ searchParams }: Props) {
  const user = await requireUser("/orders");
  const asked = CursorQuery.safeParse({ cursor: (await searchParams).cursor });
  const query = asked.success ? asked.data : CursorQuery.parse({});
  const [t, history] = await Promise.all([
    getTranslations("orders"),
    listOrders(user.id, query, await pageLocale()),
  ]);
  return (
    <>
      <PageHeading title={t("title")} />
      {history.items.length === 0 ? (
        <EmptyState title={t("empty")}>
          <Link href="/products" className={buttonStyle()}>
            {(await getTranslations("cart"))("browse")}
          </Link>
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {history.items.map((order) => (
            <OrderRow key={order.id} order={order} />
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

async function OrderRow({ order }: { order: Order }) {
  const t = await getTranslations("orders");
  const [first, ...rest] = order.items;
  const name = first?.name ?? t("order");
  return (
    <li className="relative flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-5 hover:bg-sunken/50">
      <div>
        <Link href={`/orders/${order.id}`} className="font-medium after:absolute after:inset-0">
          {rest.length > 0 ? t("and", { name, count: rest.length }) : name}
        </Link>
        <p className="text-sm text-soft">
          <When at={order.createdAt} />
        </p>
      </div>
      <div className="flex items-center gap-4">
        <OrderStatus status={order.status} />
        <span className="min-w-24 text-right font-medium">
          <Won amount={order.total} />
        </span>
      </div>
    </li>
  );
}
