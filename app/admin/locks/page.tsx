import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readLockBoard } from "#lib/admin/lock-board.ts";
import { AdminPage } from "../admin-page.tsx";
import { LiveLocks } from "./live-locks.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("locks") };
}

export default async function AdminLocksPage() {
  const [t, words] = await Promise.all([getTranslations("admin"), getTranslations("adminLocks")]);
  return (
    <AdminPage path="/admin/locks" title={t("locks")} lead={words("intro")}>
      {async () => <LiveLocks initial={await readLockBoard()} />}
    </AdminPage>
  );
}
