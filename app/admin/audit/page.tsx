import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Badge } from "#app/_components/ui/badge.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { CHECKS, runAudit } from "#lib/audit/run-audit.ts";
import { AdminPage } from "../admin-page.tsx";

const PROMISES = new Map(CHECKS.map(({ name, promise }) => [name, promise]));

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("audit") };
}

export default async function AdminAuditPage() {
  const t = await getTranslations("admin");
  return (
    <AdminPage path="/admin/audit" title={t("audit")}>
      {async () => {
        const { ok, checks } = await runAudit();
        const broken = checks.filter((check) => !check.ok).length;
        return (
          <div className="grid gap-5">
            <Notice tone={ok ? "good" : "bad"}>
              {ok ? t("auditOk") : t("auditBroken", { count: broken })}
            </Notice>
            <Table>
              <thead>
                <tr>
                  <Th>{t("name")}</Th>
                  <Th>{t("state")}</Th>
                </tr>
              </thead>
              <tbody>
                {checks.map(({ name, ok: kept, violations, detail }) => (
                  <tr key={name}>
                    <Td>
                      <span className="font-mono text-xs">{name}</span>
                      <span lang="en" className="block text-soft">
                        {PROMISES.get(name)}
                      </span>
                      {detail ? <code className="block text-xs break-all text-bad">{detail}</code> : null}
                    </Td>
                    <Td>
                      <Badge tone={kept ? "good" : "bad"}>
                        {kept ? t("ok") : t("broken", { count: violations })}
                      </Badge>
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
        );
      }}
    </AdminPage>
  );
}
