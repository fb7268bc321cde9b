import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { listLedgerOf } from "#lib/admin/ledger.ts";
import { exportOrders } from "#lib/admin/list-orders.ts";
import { AdminOrderQuery } from "#lib/admin/order-schema.ts";
import { getPerson } from "#lib/admin/person.ts";
import type { Person } from "#lib/admin/person-schema.ts";
import { isDomainError } from "#lib/errors.ts";
import { LedgerQuery } from "#lib/points/schema.ts";
import { isolated } from "#lib/values/isolated.ts";
import { nameInPath } from "#lib/values/path-name.ts";
import { AdminPage, requireAdmin } from "../../admin-page.tsx";
import { readListQuery, type Search } from "../../list-query.ts";
import { BanButton, PointsButton, RoleButton } from "./person-acts.tsx";
import { CouponsPanel, LedgerPanel, OrdersPanel, SessionsPanel, WalletPanel } from "./person-panels.tsx";

const ORDERS_SHOWN = 10;

interface PersonPageProps {
  params: Promise<{ id: string }>;
  searchParams: Search;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("users") };
}

async function readPerson(id: string): Promise<Person> {
  return getPerson(nameInPath(id) ?? "").catch((error: unknown) => {
    if (isDomainError(error, "USER_NOT_FOUND")) notFound();
    throw error;
  });
}

export default async function PersonPage({ params, searchParams }: PersonPageProps) {
  const { id } = await params;
  const path = `/admin/users/${id}`;
  await requireAdmin(path);
  const [t, words, person] = await Promise.all([
    getTranslations("admin"),
    getTranslations("adminPeople"),
    readPerson(id),
  ]);
  const { user } = person;
  const isAdmin = user.role === "admin";
  return (
    <AdminPage
      path={path}
      back={{ href: "/admin/users", name: t("users") }}
      title={
        <>
          <bdi>{user.name}</bdi>
          {isAdmin ? <Badge tone="accent">{words("admin")}</Badge> : null}
          {user.bannedAt ? <Badge tone="bad">{words("banned")}</Badge> : null}
        </>
      }
      lead={
        <>
          <span className="wrap-anywhere">{user.email}</span> · {words("since")}{" "}
          <DateTime at={user.createdAt} />
        </>
      }
      action={
        <>
          <RoleButton user={user} />
          <BanButton user={user} />
        </>
      }
    >
      {async () => {
        const query = await readListQuery(LedgerQuery, searchParams);
        const [orders, ledger] = await Promise.all([
          exportOrders(AdminOrderQuery.parse({ userId: user.id }), ORDERS_SHOWN),
          query.cursor === undefined ? person.ledger : listLedgerOf(user.id, query),
        ]);
        return (
          <div className="grid grid-cols-1 gap-6">
            {user.banReason === null ? null : (
              <Notice tone="warn">{words("bannedFor", { reason: isolated(user.banReason) })}</Notice>
            )}
            <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
              <div className="grid grid-cols-1 gap-6">
                <LedgerPanel ledger={ledger} path={path} isFirst={query.cursor === undefined} />
                <OrdersPanel orders={orders} user={user} />
                <CouponsPanel coupons={person.coupons} />
              </div>
              <div className="grid grid-cols-1 gap-6 max-xl:order-first">
                <WalletPanel person={person} action={<PointsButton user={user} />} />
                <SessionsPanel person={person} />
              </div>
            </div>
          </div>
        );
      }}
    </AdminPage>
  );
}
