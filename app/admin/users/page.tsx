import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import { redirectBeyondEnd } from "#app/_components/last-page.ts";
import { Pagination } from "#app/_components/pagination.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { listUsers } from "#lib/admin/list-people.ts";
import { AdminUserQuery } from "#lib/admin/person-schema.ts";
import { AdminPage } from "../admin-page.tsx";
import { pageHref, readListQuery, type Search } from "../list-query.ts";
import { SearchForm } from "../search-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("users") };
}

export default async function AdminUsersPage({ searchParams }: { searchParams: Search }) {
  const [t, format] = await Promise.all([getTranslations("admin"), getFormatter()]);
  return (
    <AdminPage path="/admin/users" title={t("users")}>
      {async () => {
        const query = await readListQuery(AdminUserQuery, searchParams);
        const list = await listUsers(query);
        const hrefOf = (page: number) => pageHref("/admin/users", query, page);
        redirectBeyondEnd(list, hrefOf);
        return (
          <>
            <SearchForm action="/admin/users" q={query.q} />
            <Table>
              <thead>
                <tr>
                  <Th>{t("name")}</Th>
                  <Th>{t("email")}</Th>
                  <Th>{t("role")}</Th>
                  <Th className="text-right">{t("balance")}</Th>
                  <Th className="text-right">{t("orders")}</Th>
                  <Th>{t("joined")}</Th>
                </tr>
              </thead>
              <tbody>
                {list.items.map((user) => (
                  <tr key={user.id}>
                    <Td>
                      <bdi>{user.name}</bdi>
                    </Td>
                    <Td>{user.email}</Td>
                    <Td>{user.role === "admin" ? <Badge tone="accent">{t("title")}</Badge> : null}</Td>
                    <Td className="text-right">{format.number(user.balance)}</Td>
                    <Td className="text-right">{format.number(user.orders)}</Td>
                    <Td className="whitespace-nowrap">
                      <DateTime at={user.createdAt} />
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
            <Pagination {...list} href={hrefOf} />
          </>
        );
      }}
    </AdminPage>
  );
}
