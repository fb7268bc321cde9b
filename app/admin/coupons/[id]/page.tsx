import { Copy, Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { db } from "#db/client.ts";
import { getAdminCoupon } from "#lib/coupons/admin-queries.ts";
import { listHolders } from "#lib/coupons/holders.ts";
import { type AdminCoupon, HolderQuery } from "#lib/coupons/schema.ts";
import { isDomainError } from "#lib/errors.ts";
import { nameInPath } from "#lib/values/path-name.ts";
import { AdminPage, requireAdmin } from "../../admin-page.tsx";
import { listHref, readListQuery, type Search } from "../../list-query.ts";
import { CouponForm } from "../coupon-form.tsx";
import { CouponState } from "../coupon-state.tsx";
import { ArchiveButton, EndButton } from "./coupon-acts.tsx";
import { CouponFigures } from "./coupon-figures.tsx";
import { HoldersPanel } from "./holders-panel.tsx";

interface CouponPageProps {
  params: Promise<{ id: string }>;
  searchParams: Search;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("coupons") };
}

async function readCoupon(id: string): Promise<AdminCoupon> {
  return getAdminCoupon(db(), nameInPath(id) ?? "").catch((error: unknown) => {
    if (isDomainError(error, "COUPON_NOT_FOUND")) notFound();
    throw error;
  });
}

export default async function EditCouponPage({ params, searchParams }: CouponPageProps) {
  const { id } = await params;
  const path = `/admin/coupons/${id}`;
  await requireAdmin(path);
  const [t, words, coupon] = await Promise.all([
    getTranslations("admin"),
    getTranslations("adminCoupons"),
    readCoupon(id),
  ]);
  const canEnd = !coupon.archivedAt && (coupon.state === "open" || coupon.state === "sold-out");
  return (
    <AdminPage
      path={path}
      back={{ href: "/admin/coupons", name: t("coupons") }}
      title={
        <>
          <bdi>{coupon.name}</bdi>
          <CouponState coupon={coupon} />
        </>
      }
      action={
        <>
          <Link href={`/admin/coupons/new?from=${id}`} className={buttonStyle({ variant: "secondary" })}>
            <Copy aria-hidden />
            {words("duplicate")}
          </Link>
          {canEnd ? <EndButton couponId={id} /> : null}
          {coupon.archivedAt ? null : <ArchiveButton couponId={id} />}
        </>
      }
    >
      {async () => {
        const query = await readListQuery(HolderQuery, searchParams);
        const holders = await listHolders(coupon.id, query);
        const file = (
          <a
            href={listHref(`/api${path}/holders.csv`, { ...query, limit: undefined }, {})}
            className={buttonStyle({ variant: "ghost", size: "sm" })}
          >
            <Download aria-hidden />
            {t("csv")}
          </a>
        );
        return (
          <div className="grid grid-cols-1 gap-6">
            <CouponFigures coupon={coupon} />
            <CouponForm coupon={coupon} />
            <HoldersPanel holders={holders} path={path} query={query} action={file} />
          </div>
        );
      }}
    </AdminPage>
  );
}
