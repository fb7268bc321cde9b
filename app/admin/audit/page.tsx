import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import { Badge } from "#app/_components/ui/badge.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { lastRun } from "#lib/audit/kept-runs.ts";
import { CHECKS } from "#lib/audit/run-audit.ts";
import type { AuditRun } from "#lib/audit/schema.ts";
import { AdminPage } from "../admin-page.tsx";
import { PROMISES_KO } from "./promises-ko.ts";
import { RunButton } from "./run-button.tsx";
import { Violations } from "./violations.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("audit") };
}

export default async function AdminAuditPage() {
  const t = await getTranslations("admin");
  return (
    <AdminPage path="/admin/audit" title={t("audit")} lead={t("auditLead")} action={<RunButton />}>
      {async () => {
        const run = await lastRun();
        return (
          <div className="grid grid-cols-1 gap-5">
            {run ? <Verdict run={run} /> : <EmptyState title={t("neverRun")} text={t("neverRunText")} />}
            <ChecksTable run={run} />
          </div>
        );
      }}
    </AdminPage>
  );
}

async function Verdict({ run }: { run: AuditRun }) {
  const t = await getTranslations("admin");
  const broken = run.checks.filter(({ ok }) => !ok).length;
  return (
    <Notice tone={run.ok ? "good" : "bad"}>
      <span className="font-medium">{run.ok ? t("auditOk") : t("auditBroken", { count: broken })}</span>{" "}
      <span>
        {t("lastRun")} <DateTime at={run.ranAt} exact /> · {t("ms", { value: run.tookMs })} · {run.actor}
      </span>
    </Notice>
  );
}

/** Every promise, the broken ones first; without a verdict where it was never looked at. */
async function ChecksTable({ run }: { run: AuditRun | null }) {
  const [t, locale] = await Promise.all([getTranslations("admin"), pageLocale()]);
  const found = new Map(run?.checks.map((check) => [check.name, check]));
  const rank = (name: string) => (found.get(name)?.ok === false ? 0 : 1);
  const checks = CHECKS.toSorted((a, b) => rank(a.name) - rank(b.name));
  return (
    <Table>
      <thead>
        <tr>
          <Th>{t("promise")}</Th>
          <Th>{t("state")}</Th>
        </tr>
      </thead>
      <tbody>
        {checks.map(({ name, promise }) => {
          const check = found.get(name);
          return (
            <tr key={name}>
              <Td>
                <span>{(locale === "ko" ? PROMISES_KO[name] : undefined) ?? promise}</span>
                <span className="block font-mono text-xs text-soft">{name}</span>
                {check?.detail ? <Violations detail={check.detail} name={name} /> : null}
              </Td>
              <Td className="align-top">
                {check ? (
                  <Badge tone={check.ok ? "good" : "bad"}>
                    {check.ok ? t("ok") : t("broken", { count: check.violations })}
                  </Badge>
                ) : (
                  <Badge>{t("notRun")}</Badge>
                )}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
