import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirectBeyondEnd } from "#app/_components/last-page.ts";
import { Pagination } from "#app/_components/pagination.tsx";
import { listAllOrders } from "#lib/admin/list-orders.ts";
import { AdminOrderQuery } from "#lib/admin/order-schema.ts";
import { AdminPage } from "../admin-page.tsx";
import { pageHref, readListQuery, type Search } from "../list-query.ts";
import { OrdersTable } from "./orders-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("orders") };
}

export default async function AdminOrdersPage({ searchParams }: { searchParams: Search }) {
  const t = await getTranslations("admin");
  return (
    <AdminPage path="/admin/orders" title={t("orders")}>
      {async () => {
        const query = await readListQuery(AdminOrderQuery, searchParams);
        const list = await listAllOrders(query);
        const hrefOf = (page: number) => pageHref("/admin/orders", query, page);
        redirectBeyondEnd(list, hrefOf);
        return (
          <>
            <OrdersTable orders={list.items} />
            <Pagination {...list} href={hrefOf} />
          </>
        );
      }}
    </AdminPage>
  );
}
