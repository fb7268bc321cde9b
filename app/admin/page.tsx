import type { Metadata } from "next";
import Link from "next/link";
import { getFormatter, getTranslations } from "next-intl/server";
import { Badge } from "#app/_components/ui/badge.tsx";
import { useWon } from "#app/_components/won.tsx";
import { readOverview } from "#lib/admin/overview.ts";
import { listAllOrders } from "#lib/admin/queries.ts";
import { AdminOrderQuery } from "#lib/admin/schema.ts";
import { AdminPage } from "./admin-page.tsx";
import { OrdersTable } from "./orders/orders-table.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("title") };
}

export default async function OverviewPage() {
  const t = await getTranslations("admin");
  return (
    <AdminPage path="/admin" title={t("overview")}>
      {async () => {
        const [overview, latest] = await Promise.all([
          readOverview(),
          listAllOrders(AdminOrderQuery.parse({ pageSize: 8 })),
        ]);
        return (
          <div className="grid gap-10">
            <Figures {...overview} />
            <LowStock low={overview.low} />
            <section className="grid gap-4">
              <h2 className="text-lg font-semibold">{t("latest")}</h2>
              <OrdersTable orders={latest.items} />
            </section>
          </div>
        );
      }}
    </AdminPage>
  );
}

type Overview = Awaited<ReturnType<typeof readOverview>>;

async function Figures({ orders, units, revenue, openCoupons }: Omit<Overview, "low">) {
  const [t, format] = await Promise.all([getTranslations("admin"), getFormatter()]);
  const figures = [
    { label: t("ordersToday"), value: format.number(orders) },
    { label: t("unitsToday"), value: format.number(units) },
    { label: t("revenueToday"), value: <Revenue amount={revenue} /> },
    { label: t("openCoupons"), value: format.number(openCoupons) },
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line xl:grid-cols-4">
      {figures.map(({ label, value }) => (
        <div key={label} className="bg-surface p-5">
          <dt className="text-sm text-soft">{label}</dt>
          <dd className="mt-1 text-2xl font-semibold tracking-tight tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Revenue({ amount }: { amount: number }) {
  return useWon()(amount);
}

async function LowStock({ low }: Pick<Overview, "low">) {
  const t = await getTranslations("admin");
  return (
    <section className="grid gap-4">
      <h2 className="text-lg font-semibold">{t("lowStock")}</h2>
      {low.length === 0 ? <p className="text-sm text-soft">{t("noneLow")}</p> : null}
      <ul className="flex flex-wrap gap-2">
        {low.map(({ id, name, stock }) => (
          <li key={id}>
            <Link
              href={`/admin/products/${id}`}
              className="inline-flex min-h-11 items-center gap-2 rounded-md border border-line bg-surface px-3 text-sm hover:border-strong-line"
            >
              {name} <Badge tone={stock === 0 ? "bad" : "warn"}>{stock}</Badge>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
