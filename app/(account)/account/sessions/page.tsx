import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { requireUser } from "#app/(shop)/require-user.ts";
import { listSessions, type OpenSession } from "#lib/auth/sessions.ts";
import { sessionTokenOf } from "#lib/http/session-cookie.ts";
import { AccountFormPage, textLink } from "../../account-page.tsx";
import { browserIn } from "./browser-name.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("sessions") };
}

export default async function SessionsPage() {
  const user = await requireUser("/account/sessions");
  const t = await getTranslations("account");
  const token = sessionTokenOf((await headers()).get("cookie")) ?? "";
  const open = user.isDemo ? [] : await listSessions(user.id, token);
  return (
    <AccountFormPage title={t("sessions")}>
      {user.isDemo ? <Notice>{t("refusals.demo")}</Notice> : <p className="text-soft">{t("sessionsText")}</p>}
      <ul className="grid gap-3">
        {open.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {open.length > 1 ? <EndForm session="others" label={t("endOthers")} /> : null}
      <Link href="/account" className={`${textLink} justify-self-start text-sm`}>
        {t("toAccount")}
      </Link>
    </AccountFormPage>
  );
}

async function SessionRow({ session }: { session: OpenSession }) {
  const t = await getTranslations("account");
  const browser = browserIn(session.userAgent) ?? t("unknownBrowser");
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="grid min-w-0 gap-1">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {browser}
          {session.isThis ? <Badge tone="good">{t("thisBrowser")}</Badge> : null}
        </span>
        <span className="text-sm break-all text-soft tabular-nums">
          <DateTime at={session.startedAt.toISOString()} /> · {session.address}
        </span>
      </div>
      {session.isThis ? null : (
        <EndForm session={session.id} label={t("endSession")} name={t("endSessionOf", { browser })} />
      )}
    </li>
  );
}

/** A plain form: it works without a script, and the page that comes back shows what is left. */
function EndForm({ session, label, name }: { session: string; label: string; name?: string }) {
  return (
    <form method="post" action="/api/account/end-session">
      <input type="hidden" name="session" value={session} />
      <button type="submit" aria-label={name} className={buttonStyle({ variant: "secondary", size: "sm" })}>
        {label}
      </button>
    </form>
  );
}
