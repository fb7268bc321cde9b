import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { db } from "#db/client.ts";
import { getAdminCoupon } from "#lib/coupons/admin-queries.ts";
import { isDomainError } from "#lib/errors.ts";
import { nameInPath } from "#lib/values/path-name.ts";
import { AdminPage } from "../../admin-page.tsx";
import { CouponForm } from "../coupon-form.tsx";
import { ArchiveButton } from "./archive-button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("coupons") };
}

export default async function EditCouponPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, { id }] = await Promise.all([getTranslations("admin"), params]);
  return (
    <AdminPage path={`/admin/coupons/${id}`} title={t("edit")}>
      {async () => {
        const coupon = await getAdminCoupon(db(), nameInPath(id) ?? "").catch((error: unknown) => {
          if (isDomainError(error, "COUPON_NOT_FOUND")) notFound();
          throw error;
        });
        return (
          <div className="grid gap-10">
            <CouponForm coupon={coupon} />
            {coupon.archivedAt ? null : <ArchiveButton couponId={id} />}
          </div>
        );
      }}
    </AdminPage>
  );
}
