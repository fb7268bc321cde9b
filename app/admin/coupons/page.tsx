import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import { redirectBeyondEnd } from "#app/_components/last-page.ts";
import Link from "#app/_components/link.tsx";
import { Pagination } from "#app/_components/pagination.tsx";
import { Badge, type Tone } from "#app/_components/ui/badge.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { useDiscountText } from "#app/(shop)/coupons/coupon-text.ts";
import { listAdminCoupons } from "#lib/coupons/admin-queries.ts";
import type { AdminCoupon } from "#lib/coupons/schema.ts";
import type { Discount } from "#lib/values/discount.ts";
import { PageQuery } from "#lib/values/pagination.ts";
import { AdminPage } from "../admin-page.tsx";
import { pageHref, readListQuery, type Search } from "../list-query.ts";

const TONES: Record<AdminCoupon["state"], Tone> = {
  open: "good",
  scheduled: "accent",
  "sold-out": "bad",
  ended: "plain",
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("coupons") };
}

export default async function AdminCouponsPage({ searchParams }: { searchParams: Search }) {
  const t = await getTranslations("admin");
  const create = (
    <Link href="/admin/coupons/new" className={buttonStyle()}>
      {t("newCoupon")}
    </Link>
  );
  return (
    <AdminPage path="/admin/coupons" title={t("coupons")} action={create}>
      {async () => {
        const list = await listAdminCoupons(await readListQuery(PageQuery, searchParams));
        const hrefOf = (page: number) => pageHref("/admin/coupons", {}, page);
        redirectBeyondEnd(list, hrefOf);
        return (
          <>
            <Table>
              <thead>
                <tr>
                  <Th>{t("name")}</Th>
                  <Th>{t("value")}</Th>
                  <Th>{t("state")}</Th>
                  <Th className="text-right">{t("issued")}</Th>
                  <Th>{t("starts")}</Th>
                  <Th>{t("ends")}</Th>
                  <Th>
                    <span className="sr-only">{t("edit")}</span>
                  </Th>
                </tr>
              </thead>
              <tbody>
                {list.items.map((coupon) => (
                  <CouponRow key={coupon.id} coupon={coupon} />
                ))}
              </tbody>
            </Table>
            <Pagination {...list} href={hrefOf} />
          </>
        );
      }}
    </AdminPage>
  );
}

async function CouponRow({ coupon }: { coupon: AdminCoupon }) {
  const [t, states] = await Promise.all([getTranslations("admin"), getTranslations("coupons")]);
  const state = states(coupon.state === "scheduled" ? "scheduledBadge" : coupon.state);
  return (
    <tr>
      <Td className="min-w-36 font-medium">
        {coupon.name}
        {coupon.nameKo ? (
          <span lang="ko" className="block font-normal text-soft">
            {coupon.nameKo}
          </span>
        ) : null}
      </Td>
      <Td className="min-w-28">
        <DiscountText discount={coupon.discount} />
      </Td>
      <Td>
        {coupon.archivedAt ? (
          <Badge>{t("archived")}</Badge>
        ) : (
          <Badge tone={TONES[coupon.state]}>{state}</Badge>
        )}
      </Td>
      <Td className="text-right whitespace-nowrap">
        {coupon.issued} / {coupon.totalQuantity}
      </Td>
      <Td className="whitespace-nowrap">
        <DateTime at={coupon.startsAt} exact />
      </Td>
      <Td className="whitespace-nowrap">
        <DateTime at={coupon.endsAt} exact />
      </Td>
      <Td className="text-right">
        <Link
          href={`/admin/coupons/${coupon.id}`}
          aria-label={t("editNamed", { name: coupon.name })}
          className={buttonStyle({ variant: "secondary", size: "sm" })}
        >
          {t("edit")}
        </Link>
      </Td>
    </tr>
  );
}

function DiscountText({ discount }: { discount: Discount }) {
  return useDiscountText()(discount);
}
