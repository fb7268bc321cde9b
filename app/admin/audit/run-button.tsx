"use client";

import { useTranslations } from "next-intl";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { AuditRun } from "#lib/audit/schema.ts";
import { useAdminCall } from "../use-admin-call.ts";

/** Checks every promise now. */
export function RunButton() {
  const t = useTranslations("admin");
  const { run, pending, problem } = useAdminCall();
  const call = { method: "POST", path: "/api/admin/audit", schema: AuditRun } as const;
  return (
    <>
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
      <Button pending={pending} onClick={() => void run(() => callApi(call), t("auditDone"))}>
        {t("runNow")}
      </Button>
    </>
  );
}
