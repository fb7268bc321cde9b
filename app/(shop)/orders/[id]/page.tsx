import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { Money } from "#app/_components/money.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { ProductPicture } from "#app/_components/product-picture.tsx";
import { TakesFocus } from "#app/_components/takes-focus.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import type { User } from "#lib/auth/session.ts";
import { picturesOf } from "#lib/catalog/queries.ts";
import { isDomainError } from "#lib/errors.ts";
import { getOrder } from "#lib/orders/queries.ts";
import type { Order } from "#lib/orders/schema.ts";
import { nameInPath } from "#lib/values/path-name.ts";
import { requireUser } from "../../require-user.ts";
import { orderNumber } from "../order-number.ts";
import { OrderSeen } from "../order-seen.tsx";
import { OrderStatus } from "../order-status.tsx";
import { CancelButton } from "./cancel-button.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ placed?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("orders"))("order") };
}

async function findOrder(user: User, id: string): Promise<Order> {
  try {
    return await getOrder(user.id, id, await pageLocale());
  } catch (error) {
    if (isDomainError(error, "ORDER_NOT_FOUND")) notFound();
    throw error;
  }
}

export default async function OrderPage({ params, searchParams }: Props) {
  const id = nameInPath((await params).id);
  if (id === null) notFound();
  const user = await requireUser(`/orders/${id}`);
  const order = await findOrder(user, id);
  const { placed } = await searchParams;
  const [t, common] = await Promise.all([getTranslations("orders"), getTranslations("common")]);
  return (
    <div className="mx-auto max-w-2xl">
      <p className="mb-8 hidden items-center gap-2 font-semibold print:flex">
        {/* biome-ignore lint/performance/noImgElement: a drawing needs no resizing */}
        <img src="/logo.svg" alt="" width={26} height={26} />
        {common("shopName")}
      </p>
      {placed && order.status === "paid" ? (
        <div
          className="mb-10 grid justify-items-center gap-3 rounded-lg bg-good-soft px-6 py-10 text-center text-good"
          data-testid="receipt"
        >
          <CircleCheck aria-hidden className="size-10" />
          <TakesFocus className="rounded-md px-2">
            <h1 className="text-title">{t("placed")}</h1>
          </TakesFocus>
          <p role="status">{t("placedText")}</p>
        </div>
      ) : (
        <PageHeading title={t("order")}>
          <OrderStatus status={order.status} />
        </PageHeading>
      )}
      <OrderSeen account={user.id} orderIds={[order.id]} />
      <Receipt order={order} />
      {order.status === "paid" ? <WhatNext /> : null}
      <div className="grid grid-cols-2 items-start gap-2 sm:flex print:hidden">
        <Link href="/products" className={buttonStyle()}>
          {common("backHome")}
        </Link>
        <Link href="/orders" className={buttonStyle({ variant: "secondary" })}>
          {t("all")}
        </Link>
        <CancelButton orderId={order.id} isPaid={order.status === "paid"} />
      </div>
    </div>
  );
}

/** What happens after an order, in the order in which it does. */
async function WhatNext() {
  const t = await getTranslations("orders");
  return (
    <section className="mb-8 grid gap-3 print:hidden">
      <h2 className="text-heading">{t("next")}</h2>
      <ol className="grid gap-2 text-sm text-soft [counter-reset:step]">
        {(["nextPaid", "nextPack", "nextCancel"] as const).map((step) => (
          <li
            key={step}
            className="grid grid-cols-[1.75rem_minmax(0,1fr)] items-baseline [counter-increment:step] before:font-medium before:text-ink before:tabular-nums before:content-[counter(step)_'.']"
          >
            {t(step)}
          </li>
        ))}
      </ol>
    </section>
  );
}

async function Receipt({ order }: { order: Order }) {
  const [t, checkout, pictures] = await Promise.all([
    getTranslations("orders"),
    getTranslations("checkout"),
    picturesOf(order.items.map(({ productId }) => productId)),
  ]);
  const sums = [
    { label: checkout("subtotal"), amount: order.subtotal },
    ...(order.discount > 0 ? [{ label: checkout("discount"), amount: -order.discount }] : []),
  ];
  return (
    <section className="mb-8 grid gap-5 rounded-lg border border-line bg-surface p-5 sm:p-6">
      <p className="flex flex-wrap justify-between gap-2 text-sm text-soft">
        <DateTime at={order.createdAt} />
        <span className="grid justify-items-end">
          <span className="font-medium text-ink tabular-nums" data-testid="order-number">
            {t("number", { id: orderNumber(order.id) })}
          </span>
          <span className="hidden font-mono text-xs break-all print:inline">{order.id}</span>
        </span>
      </p>
      <ul className="grid gap-4 border-y border-line py-5">
        {order.items.map((item) => (
          <li
            key={item.productId}
            className="grid grid-cols-[3.5rem_minmax(0,1fr)_auto] items-center gap-x-4"
          >
            <ProductPicture imageUrl={pictures.get(item.productId) ?? null} alt="" />
            <span className="grid">
              <bdi>{item.name}</bdi>
              <span className="text-sm text-soft tabular-nums">
                <Money amount={item.unitPrice} /> × {item.quantity}
              </span>
            </span>
            <Money amount={item.lineTotal} />
          </li>
        ))}
      </ul>
      <dl className="grid gap-2 text-sm">
        {sums.map(({ label, amount }) => (
          <div key={label} className="flex justify-between">
            <dt className="text-soft">{label}</dt>
            <dd>
              <Money amount={amount} />
            </dd>
          </div>
        ))}
        <div className="flex justify-between text-lg font-semibold">
          <dt>{checkout("total")}</dt>
          <dd>
            <Money amount={order.total} />
          </dd>
        </div>
      </dl>
      {order.cancelledAt ? (
        <p className="text-sm text-soft">
          {t("cancelled")} · <DateTime at={order.cancelledAt} />
        </p>
      ) : null}
    </section>
  );
}
