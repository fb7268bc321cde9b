import { ChevronLeft } from "lucide-react";
import { forbidden, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import Link from "#app/_components/link.tsx";
import { currentUser } from "#lib/auth/current-user.ts";
import { AdminNav } from "./admin-nav.tsx";

interface AdminPageProps {
  path: string;
  title: ReactNode;
  /** The list that the page belongs to. */
  back?: { href: string; name: string };
  /** Under the title. */
  lead?: ReactNode;
  /** Beside the title. */
  action?: ReactNode;
  /** Made only for an admin, so that nobody else causes a query. */
  children: () => Promise<ReactNode> | ReactNode;
}

/** Whether the reader is an admin: a guest is led to the sign-in, any other shopper gets a 403. */
export async function requireAdmin(path: string): Promise<void> {
  const user = await currentUser();
  if (!user) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (user.role !== "admin") forbidden();
}

/** A page of the dashboard. Each checks the role by itself: a layout is not rendered anew on every visit. */
export async function AdminPage({ path, title, back, lead, action, children }: AdminPageProps) {
  const t = await getTranslations("admin");
  await requireAdmin(path);
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[12rem_minmax(0,1fr)]">
      <AdminNav path={path} />
      <div className="min-w-0">
        <header className="mb-6 grid gap-1">
          {back ? (
            <Link
              href={back.href}
              className="-ml-1.5 inline-flex min-h-8 items-center gap-1 justify-self-start rounded-md pr-2 text-sm text-soft hover:text-ink"
            >
              <ChevronLeft aria-hidden className="size-4" />
              <span className="sr-only">{t("back")}: </span>
              {back.name}
            </Link>
          ) : null}
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <h1 className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 text-2xl font-semibold tracking-tight text-balance">
              {title}
            </h1>
            {action ? <div className="flex flex-wrap items-center gap-2">{action}</div> : null}
          </div>
          {lead ? <div className="text-sm text-soft">{lead}</div> : null}
        </header>
        {await children()}
      </div>
    </div>
  );
}
