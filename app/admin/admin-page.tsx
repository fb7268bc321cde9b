import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import Link from "#app/_components/link.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { currentUser } from "#lib/auth/current-user.ts";
import { AdminNav } from "./admin-nav.tsx";

interface AdminPageProps {
  path: string;
  title: string;
  /** Beside the title. */
  action?: ReactNode;
  /** Made only for an admin, so that nobody else causes a query. */
  children: () => Promise<ReactNode> | ReactNode;
}

/** A page of the dashboard. Each asks by itself who looks: a layout is not made anew on every visit. */
export async function AdminPage({ path, title, action, children }: AdminPageProps) {
  const [t, user] = await Promise.all([getTranslations("admin"), currentUser()]);
  if (!user) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (user.role !== "admin") {
    return (
      <>
        <PageHeading title={t("forbidden")} />
        <EmptyState title={t("forbiddenText", { email: user.email })}>
          <Link href="/account" className={buttonStyle()}>
            {t("forbiddenNext")}
          </Link>
        </EmptyState>
      </>
    );
  }
  return (
    <div className="grid gap-8 lg:grid-cols-[11rem_1fr]">
      <AdminNav path={path} />
      <div className="min-w-0">
        <PageHeading title={title}>{action}</PageHeading>
        {await children()}
      </div>
    </div>
  );
}
