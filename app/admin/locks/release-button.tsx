"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Confirm } from "#app/_components/ui/dialog.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { useAdminCall } from "../use-admin-call.ts";

/** Takes a lock from its holder, after asking. */
export function ReleaseButton({ lockKey }: { lockKey: string }) {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  const { run, problem } = useAdminCall();
  const release = async () => {
    const call = {
      method: "DELETE",
      path: `/api/admin/locks/${encodeURIComponent(lockKey)}`,
      schema: z.unknown(),
    } as const;
    await run(() => callApi(call), t("released"));
  };
  return (
    <>
      <Confirm
        trigger={
          <Button variant="danger" size="sm" aria-label={`${t("release")} ${lockKey}`}>
            {t("release")}
          </Button>
        }
        title={t("releaseTitle")}
        description={t("releaseText")}
        confirm={t("release")}
        cancel={common("cancel")}
        onConfirm={release}
      />
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
    </>
  );
}
