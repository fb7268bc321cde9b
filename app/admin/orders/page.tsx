import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { listAllOrders } from "#lib/admin/list-orders.ts";
import { AdminOrderQuery } from "#lib/admin/order-schema.ts";
import { COUNTED } from "#lib/keyset/count-up-to.ts";
import { withFittingCursors } from "#lib/keyset/keyset.ts";
import { CsvLink } from "../_parts/csv-link.tsx";
import { Choice, Day } from "../_parts/filter.tsx";
import { Found } from "../_parts/found.tsx";
import { ListForm } from "../_parts/list-form.tsx";
import { Pager } from "../_parts/pager.tsx";
import { AdminPage } from "../admin-page.tsx";
import { isFiltered, listHref, readListQuery, type Search } from "../list-query.ts";
import { OrdersTable } from "./orders-table.tsx";

const PATH = "/admin/orders";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("orders") };
}

export default async function AdminOrdersPage({ searchParams }: { searchParams: Search }) {
  const [t, status] = await Promise.all([getTranslations("admin"), getTranslations("orders")]);
  const asked = await readListQuery(AdminOrderQuery, searchParams);
  // The dashboard goes on by cursors alone: the number of a page is not asked.
  const query = { ...withFittingCursors(asked, asked.sort), page: 1 };
  const { q, from, to, sort, productId, couponId, userId } = query;
  const file = <CsvLink href={listHref("/api/admin/orders.csv", query, {})} />;
  return (
    <AdminPage path={PATH} title={t("orders")} action={file}>
      {async () => {
        const list = await listAllOrders(query, COUNTED);
        return (
          <>
            <ListForm action={PATH} q={q} placeholder={t("searchOrders")} isFiltered={isFiltered(query)}>
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
            <Found rows={list.items}>
              <OrdersTable orders={list.items} />
            </Found>
            <Pager {...list} href={(place) => listHref(PATH, query, place)} />
          </>
        );
      }}
    </AdminPage>
  );
}
