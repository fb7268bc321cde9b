import type { Metadata } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { listUsers } from "#lib/admin/list-people.ts";
import { type AdminUser, AdminUserQuery } from "#lib/admin/person-schema.ts";
import { COUNTED } from "#lib/keyset/count-up-to.ts";
import { withFittingCursors } from "#lib/keyset/keyset.ts";
import { CsvLink } from "../_parts/csv-link.tsx";
import { Choice } from "../_parts/filter.tsx";
import { Found } from "../_parts/found.tsx";
import { ListForm } from "../_parts/list-form.tsx";
import { Pager } from "../_parts/pager.tsx";
import { AdminPage } from "../admin-page.tsx";
import { isFiltered, listHref, readListQuery, type Search } from "../list-query.ts";

const PATH = "/admin/users";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("users") };
}

export default async function AdminUsersPage({ searchParams }: { searchParams: Search }) {
  const [t, people] = await Promise.all([getTranslations("admin"), getTranslations("adminPeople")]);
  const asked = await readListQuery(AdminUserQuery, searchParams);
  // The dashboard goes on by cursors alone: the number of a page is not asked.
  const query = { ...withFittingCursors(asked, asked.sort), page: 1 };
  const { q, role, state, sort } = query;
  const file = <CsvLink href={listHref("/api/admin/users.csv", query, {})} />;
  return (
    <AdminPage path={PATH} title={t("users")} action={file}>
      {async () => {
        const list = await listUsers(query, COUNTED);
        return (
          <>
            <ListForm action={PATH} q={q} placeholder={people("search")} isFiltered={isFiltered(query)}>
              <Choice
                name="role"
                label={t("role")}
                value={role}
                options={[
                  ["", people("everyRole")],
                  ["shopper", people("shopper")],
                  ["admin", people("admin")],
                ]}
              />
              <Choice
                name="state"
                label={t("state")}
                value={state}
                options={[
                  ["", t("everyState")],
                  ["active", people("active")],
                  ["banned", people("banned")],
                ]}
              />
              <Choice
                name="sort"
                label={t("sort")}
                value={sort === "newest" ? "" : sort}
                options={[
                  ["", t("newest")],
                  ["oldest", t("oldest")],
                  ["name", people("byName")],
                ]}
              />
            </ListForm>
            <Found rows={list.items}>
              <PeopleTable people={list.items} />
            </Found>
            <Pager {...list} href={(place) => listHref(PATH, query, place)} />
          </>
        );
      }}
    </AdminPage>
  );
}

async function PeopleTable({ people }: { people: readonly AdminUser[] }) {
  const [t, words, format] = await Promise.all([
    getTranslations("admin"),
    getTranslations("adminPeople"),
    getFormatter(),
  ]);
  return (
    <Table>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("email")}</Th>
          <Th>{t("state")}</Th>
          <Th className="text-right">{t("balance")}</Th>
          <Th className="text-right">{t("orders")}</Th>
          <Th>{t("joined")}</Th>
        </tr>
      </thead>
      <tbody>
        {people.map((user) => (
          <tr key={user.id} className="relative hover:bg-sunken/60">
            <Td className="min-w-32">
              <Link
                href={`${PATH}/${user.id}`}
                className="font-medium underline-offset-4 after:absolute after:inset-0 hover:underline"
              >
                <bdi>{user.name}</bdi>
              </Link>
            </Td>
            <Td className="max-w-72 truncate text-soft">{user.email}</Td>
            <Td>
              <span className="flex gap-1.5">
                {user.role === "admin" ? <Badge tone="accent">{words("admin")}</Badge> : null}
                {user.bannedAt ? <Badge tone="bad">{words("banned")}</Badge> : null}
                {user.role === "admin" || user.bannedAt ? null : (
                  <span className="text-soft">{words("shopper")}</span>
                )}
              </span>
            </Td>
            <Td className="text-right">{format.number(user.balance)}</Td>
            <Td className="text-right">{format.number(user.orders)}</Td>
            <Td className="whitespace-nowrap text-soft">
              <DateTime at={user.createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
