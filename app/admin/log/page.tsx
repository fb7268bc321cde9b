import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { readAuditLog } from "#lib/audit-log/read-audit-log.ts";
import { AuditLogQuery, type LogEntry } from "#lib/audit-log/schema.ts";
import { shortId } from "../_parts/names.ts";
import { AdminPage } from "../admin-page.tsx";
import { listHref, readListQuery, type Search } from "../list-query.ts";
import { Changes } from "./changes.tsx";

const PATH = "/admin/log";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("log") };
}

export default async function AdminLogPage({ searchParams }: { searchParams: Search }) {
  const t = await getTranslations("admin");
  return (
    <AdminPage path={PATH} title={t("log")} lead={t("logLead")}>
      {async () => {
        const query = await readListQuery(AuditLogQuery, searchParams);
        const { items, nextCursor } = await readAuditLog(query);
        const { actorId, action, target } = query;
        const asked = { actorId, action, target };
        const style = buttonStyle({ variant: "secondary", size: "sm" });
        return (
          <>
            {Object.values(asked).some(Boolean) ? (
              <p className="mb-4 flex flex-wrap items-center gap-2 text-sm">
                {t("logOf", { what: items[0] && actorId ? items[0].actor.email : (target ?? action ?? "") })}
                <Link href={PATH} className={buttonStyle({ variant: "ghost", size: "sm" })}>
                  {t("clear")}
                </Link>
              </p>
            ) : null}
            {items.length > 0 ? <LogTable entries={items} /> : <EmptyState title={t("noneFound")} />}
            <div className="mt-4 flex justify-end gap-2">
              {query.cursor ? (
                <Link href={listHref(PATH, asked, {})} className={style}>
                  {t("toNewest")}
                </Link>
              ) : null}
              {nextCursor ? (
                <Link href={listHref(PATH, asked, { cursor: nextCursor })} className={style}>
                  {t("older")}
                </Link>
              ) : null}
            </div>
          </>
        );
      }}
    </AdminPage>
  );
}

async function LogTable({ entries }: { entries: readonly LogEntry[] }) {
  const t = await getTranslations("admin");
  return (
    <Table>
      <thead>
        <tr>
          <Th>{t("when")}</Th>
          <Th>{t("who")}</Th>
          <Th>{t("what")}</Th>
          <Th>{t("target")}</Th>
          <Th>{t("changes")}</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id} className="align-top">
            <Td className="whitespace-nowrap text-soft">
              <DateTime at={entry.at} exact />
            </Td>
            <Td className="max-w-52 truncate">
              <Link href={`${PATH}?actorId=${entry.actor.id}`} className="hover:underline">
                {entry.actor.email}
              </Link>
            </Td>
            <Td className="font-mono text-xs whitespace-nowrap">
              <Link href={`${PATH}?action=${entry.action}`} className="hover:underline">
                {entry.action}
              </Link>
            </Td>
            <Td className="max-w-56">
              <Target entry={entry} />
            </Td>
            <Td className="min-w-72">
              <Changes detail={entry.detail} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const PAGES: Readonly<Record<string, string>> = {
  product: "/admin/products",
  coupon: "/admin/coupons",
  order: "/admin/orders",
  user: "/admin/users",
  points: "/admin/users",
  rush: "/admin/rush",
};

/** What it was done to: its name where that is known, and the way there. */
function Target({ entry: { action, target, detail } }: { entry: LogEntry }) {
  const page = PAGES[action.split(".")[0] ?? ""];
  const name = typeof detail["name"] === "string" ? detail["name"] : null;
  const text = name ?? (page ? shortId(target) : target);
  if (!page || action.endsWith(".delete")) return <span className="font-mono text-xs break-all">{text}</span>;
  return (
    <Link
      href={`${page}/${target}`}
      className={name ? "hover:underline" : "font-mono text-xs hover:underline"}
    >
      <bdi>{text}</bdi>
    </Link>
  );
}
