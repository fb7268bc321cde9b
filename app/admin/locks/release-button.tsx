"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Confirm } from "#app/_components/ui/dialog.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import type { LockBoard } from "#lib/admin/schema.ts";
import { isolated } from "#lib/values/isolated.ts";
import { useAdminCall } from "../use-admin-call.ts";

type HeldLock = LockBoard["items"][number];

interface ReleaseButtonProps {
  lock: HeldLock;
  onAsking: (isAsking: boolean) => void;
}

/** Takes a lock from its holder, after saying what that means. */
export function ReleaseButton({ lock, onAsking }: ReleaseButtonProps) {
  const t = useTranslations("adminLocks");
  const common = useTranslations("common");
  const { run, problem } = useAdminCall();
  const release = async () => {
    const call = {
      method: "DELETE",
      path: `/api/admin/locks/${encodeURIComponent(lock.key)}`,
      schema: z.unknown(),
    } as const;
    await run(() => callApi(call), t("released"));
  };
  return (
    <>
      <Confirm
        trigger={
          <Button variant="danger" size="sm" aria-label={t("releaseNamed", { key: lock.key })}>
            {t("release")}
          </Button>
        }
        title={t("releaseTitle")}
        description={
          <span className="grid gap-2">
            <span>
              {t("releaseWhat", {
                key: isolated(lock.name ?? lock.key),
                holder: lock.holder ?? t("nobody"),
                token: lock.token ?? "–",
              })}
            </span>
            <span>{t("releaseNext")}</span>
            <span>{t("releaseLog")}</span>
          </span>
        }
        confirm={t("release")}
        cancel={common("cancel")}
        onConfirm={release}
        onOpenChange={onAsking}
      />
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
    </>
  );
}
