import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { db } from "#db/client.ts";
import { getAdminCoupon } from "#lib/coupons/admin-queries.ts";
import type { AdminCoupon } from "#lib/coupons/schema.ts";
import { isDomainError } from "#lib/errors.ts";
import { Id } from "#lib/values/identifier.ts";
import { AdminPage } from "../../admin-page.tsx";
import { readListQuery, type Search } from "../../list-query.ts";
import { CouponForm } from "../coupon-form.tsx";
import { type CouponDraft, draftOf, usualDraft } from "../draft.ts";

const Query = z.object({ from: Id.optional() });

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("newCoupon") };
}

async function readDraft(from: string | undefined): Promise<CouponDraft> {
  if (from === undefined) return usualDraft(new Date());
  const coupon: AdminCoupon | null = await getAdminCoupon(db(), from).catch((error: unknown) => {
    if (isDomainError(error, "COUPON_NOT_FOUND")) return null;
    throw error;
  });
  return coupon ? draftOf(coupon, new Date()) : usualDraft(new Date());
}

export default async function NewCouponPage({ searchParams }: { searchParams: Search }) {
  const t = await getTranslations("admin");
  return (
    <AdminPage
      path="/admin/coupons/new"
      back={{ href: "/admin/coupons", name: t("coupons") }}
      title={t("newCoupon")}
    >
      {async () => {
        const { from } = await readListQuery(Query, searchParams);
        return <CouponForm draft={await readDraft(from)} />;
      }}
    </AdminPage>
  );
}
