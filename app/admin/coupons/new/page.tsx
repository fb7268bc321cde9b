import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "../../admin-page.tsx";
import { CouponForm } from "../coupon-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("newCoupon") };
}

export default async function NewCouponPage() {
  const t = await getTranslations("admin");
  return (
    <AdminPage path="/admin/coupons/new" title={t("newCoupon")}>
      {() => <CouponForm />}
    </AdminPage>
  );
}
