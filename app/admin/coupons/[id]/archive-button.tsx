"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Confirm } from "#app/_components/ui/dialog.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { useAdminCall } from "../../use-admin-call.ts";

/** Takes a coupon out of the shop, after asking. */
export function ArchiveButton({ couponId }: { couponId: string }) {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  const router = useRouter();
  const { run, problem } = useAdminCall();
  const archive = async () => {
    const call = { method: "DELETE", path: `/api/admin/coupons/${couponId}` } as const;
    const done = await run(
      () => callApi({ ...call, schema: z.undefined().transform(() => true) }),
      t("archived"),
    );
    if (done) router.push("/admin/coupons");
  };
  return (
    <div className="grid justify-items-start gap-3 border-t border-line pt-6">
      <Confirm
        trigger={<Button variant="danger">{t("archive")}</Button>}
        title={t("archiveTitle")}
        description={t("archiveText")}
        confirm={t("archive")}
        cancel={common("cancel")}
        onConfirm={archive}
      />
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
    </div>
  );
}
