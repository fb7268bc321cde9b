import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { isDomainError } from "#lib/errors.ts";
import { getRun } from "#lib/rush/runs.ts";
import { AdminPage } from "../../admin-page.tsx";
import { LiveRun } from "./live-run.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminRush"))("title") };
}

export default async function AdminRushRunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const t = await getTranslations("adminRush");
  const back = { href: "/admin/rush", name: t("title") };
  return (
    <AdminPage path={`/admin/rush/${id}`} title={t("title")} back={back}>
      {async () => {
        const run = await getRun(id).catch((error: unknown) => {
          if (isDomainError(error, "NOT_FOUND")) notFound();
          throw error;
        });
        return <LiveRun initial={run} />;
      }}
    </AdminPage>
  );
}
