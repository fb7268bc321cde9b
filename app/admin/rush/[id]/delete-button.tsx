"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Confirm } from "#app/_components/ui/dialog.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { useAdminCall } from "../../use-admin-call.ts";

/** Deletes a run and what it kept, after asking. */
export function DeleteButton({ id }: { id: string }) {
  const t = useTranslations("adminRush");
  const common = useTranslations("common");
  const router = useRouter();
  const { run, problem } = useAdminCall();
  const remove = async () => {
    // There is no body to read; `true` tells it from a refusal.
    const schema = z.undefined().transform((): true => true);
    const call = { method: "DELETE", path: `/api/admin/rush/${id}`, schema } as const;
    if (await run(() => callApi(call), t("removed"))) router.push("/admin/rush");
  };
  return (
    <>
      <Confirm
        trigger={<Button variant="danger">{t("remove")}</Button>}
        title={t("removeTitle")}
        description={t("removeText")}
        confirm={t("remove")}
        cancel={common("cancel")}
        onConfirm={remove}
      />
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
    </>
  );
}
