"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { callApi } from "#app/_api/call-api.ts";
import { Button } from "#app/_components/ui/button.tsx";
import { Confirm } from "#app/_components/ui/dialog.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { AdminCouponResult } from "#lib/coupons/schema.ts";
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
    <>
      <Confirm
        trigger={<Button variant="danger">{t("archive")}</Button>}
        title={t("archiveTitle")}
        description={t("archiveText")}
        confirm={t("archive")}
        cancel={common("cancel")}
        onConfirm={archive}
      />
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
    </>
  );
}

/** Ends a coupon now, after asking. */
export function EndButton({ couponId }: { couponId: string }) {
  const t = useTranslations("adminCoupons");
  const common = useTranslations("common");
  const { run, problem } = useAdminCall();
  const end = async () => {
    const call = { method: "POST", path: `/api/admin/coupons/${couponId}/end` } as const;
    await run(() => callApi({ ...call, schema: AdminCouponResult }), t("wasEnded"));
  };
  return (
    <>
      <Confirm
        trigger={<Button variant="secondary">{t("end")}</Button>}
        title={t("endTitle")}
        description={t("endText")}
        confirm={t("end")}
        cancel={common("cancel")}
        onConfirm={end}
      />
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
    </>
  );
}
