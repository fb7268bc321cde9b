import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { listHeldLocks } from "#lib/admin/held-locks.ts";
import { AdminPage } from "../admin-page.tsx";
import { ReleaseButton } from "./release-button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("locks") };
}

export default async function AdminLocksPage() {
  const t = await getTranslations("admin");
  const refresh = (
    <Link href="/admin/locks" className={buttonStyle({ variant: "secondary" })}>
      {t("refresh")}
    </Link>
  );
  return (
    <AdminPage path="/admin/locks" title={t("locks")} action={refresh}>
      {async () => {
        const { items } = await listHeldLocks();
        if (items.length === 0) return <EmptyState title={t("noLocks")} />;
        return (
          <Table>
            <thead>
              <tr>
                <Th>{t("key")}</Th>
                <Th>{t("holder")}</Th>
                <Th className="text-right">{t("held")}</Th>
                <Th className="text-right">{t("lease")}</Th>
                <Th className="text-right">{t("waiting")}</Th>
                <Th>
                  <span className="sr-only">{t("release")}</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {items.map((lock) => (
                <tr key={lock.key}>
                  <Td className="font-mono text-xs">{lock.key}</Td>
                  <Td className="font-mono text-xs">{lock.holder ?? "–"}</Td>
                  <Td className="text-right">{t("ms", { value: lock.heldMs })}</Td>
                  <Td className="text-right">{t("ms", { value: lock.leaseMs })}</Td>
                  <Td className="text-right">{lock.waiting}</Td>
                  <Td className="text-right">
                    <ReleaseButton lockKey={lock.key} />
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        );
      }}
    </AdminPage>
  );
}
