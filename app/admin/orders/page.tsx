import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { listAllOrders } from "#lib/admin/list-orders.ts";
import { AdminOrderQuery } from "#lib/admin/order-schema.ts";
import { COUNTED } from "#lib/keyset/count-up-to.ts";
import { withFittingCursors } from "#lib/keyset/keyset.ts";
import { Choice, Day } from "../_parts/filter.tsx";
import { ListForm } from "../_parts/list-form.tsx";
import { Pager } from "../_parts/pager.tsx";
import { AdminPage } from "../admin-page.tsx";
import { listHref, readListQuery, type Search } from "../list-query.ts";
import { OrdersTable } from "./orders-table.tsx";

const PATH = "/admin/orders";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("orders") };
}

export default async function AdminOrdersPage({ searchParams }: { searchParams: Search }) {
  const [t, status] = await Promise.all([getTranslations("admin"), getTranslations("orders")]);
  const query = withFittingCursors(await readListQuery(AdminOrderQuery, searchParams));
  const { q, from, to, sort, productId, couponId, userId } = query;
  const file = (
    <a href={listHref("/api/admin/orders.csv", query, {})} className={buttonStyle({ variant: "secondary" })}>
      <Download aria-hidden />
      {t("csv")}
    </a>
  );
  return (
    <AdminPage path={PATH} title={t("orders")} action={file}>
      {async () => {
        const list = await listAllOrders(query, COUNTED);
        const isFiltered = [q, from, to, query.status, productId, couponId, userId].some(Boolean);
        return (
          <>
            <ListForm action={PATH} q={q} placeholder={t("searchOrders")} isFiltered={isFiltered}>
              <Choice
                name="status"
                label={t("state")}
                value={query.status}
                options={[
                  ["", t("everyState")],
                  ["paid", status("paid")],
                  ["cancelled", status("cancelled")],
                ]}
              />
              <Choice
                name="sort"
                label={t("sort")}
                value={sort === "newest" ? "" : sort}
                options={[
                  ["", t("newest")],
                  ["oldest", t("oldest")],
                  ["dearest", t("dearest")],
                  ["cheapest", t("cheapest")],
                ]}
              />
              <Day name="from" label={t("fromDay")} value={from} />
              <Day name="to" label={t("toDay")} value={to} />
              {Object.entries({ productId, couponId, userId }).map(([name, value]) =>
                value ? <input key={name} type="hidden" name={name} value={value} /> : null,
              )}
            </ListForm>
            {list.items.length > 0 ? (
              <OrdersTable orders={list.items} />
            ) : (
              <EmptyState title={t("noneFound")} text={t("noneFoundText")} />
            )}
            <Pager {...list} href={(place) => listHref(PATH, query, place)} />
          </>
        );
      }}
    </AdminPage>
  );
}
