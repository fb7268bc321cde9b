import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import type { OrderStory } from "#lib/admin/order-schema.ts";
import { getOrderStory } from "#lib/admin/order-story.ts";
import { isDomainError } from "#lib/errors.ts";
import { nameInPath } from "#lib/values/path-name.ts";
import { shortId } from "../../_parts/names.ts";
import { AdminPage, requireAdmin } from "../../admin-page.tsx";
import { CancelOrder } from "./cancel-order.tsx";
import { BehindOrder, BuyerPanel, CouponPanel } from "./order-facts.tsx";
import { OrderLines } from "./order-lines.tsx";
import { OrderTimeline } from "./order-timeline.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("orders") };
}

async function readStory(id: string): Promise<OrderStory> {
  return getOrderStory(nameInPath(id) ?? "").catch((error: unknown) => {
    if (isDomainError(error, "ORDER_NOT_FOUND")) notFound();
    throw error;
  });
}

export default async function AdminOrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const path = `/admin/orders/${id}`;
  await requireAdmin(path);
  const [t, status, story] = await Promise.all([
    getTranslations("admin"),
    getTranslations("orders"),
    readStory(id),
  ]);
  const { order } = story;
  const isPaid = order.status === "paid";
  return (
    <AdminPage
      path={path}
      back={{ href: "/admin/orders", name: t("orders") }}
      title={
        <>
          {t("orderNamed", { id: shortId(order.id) })}
          <Badge tone={isPaid ? "good" : "plain"}>{status(order.status)}</Badge>
        </>
      }
      lead={<DateTime at={order.createdAt} exact />}
      action={isPaid ? <CancelOrder order={order} refundFits={story.refundFits} /> : null}
    >
      {() => (
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid grid-cols-1 gap-6">
            <OrderLines order={order} />
            <OrderTimeline story={story} />
          </div>
          <div className="grid grid-cols-1 gap-6">
            <BuyerPanel story={story} />
            {story.coupon ? <CouponPanel coupon={story.coupon} /> : null}
            <BehindOrder story={story} />
          </div>
        </div>
      )}
    </AdminPage>
  );
}
