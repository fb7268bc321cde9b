import { Copy } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DateTime } from "#app/_components/date-time.tsx";
import { redirectBeyondEnd } from "#app/_components/last-page.ts";
import Link from "#app/_components/link.tsx";
import { type Cursors, Pagination } from "#app/_components/pagination.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { Table, Td, Th } from "#app/_components/ui/table.tsx";
import { useDiscountText } from "#app/(shop)/coupons/coupon-text.ts";
import { listAdminCoupons } from "#lib/coupons/admin-queries.ts";
import { type AdminCoupon, AdminCouponQuery } from "#lib/coupons/schema.ts";
import { withFittingCursors } from "#lib/keyset/keyset.ts";
import type { Discount } from "#lib/values/discount.ts";
import { isolated } from "#lib/values/isolated.ts";
import { Choice } from "../_parts/filter.tsx";
import { Found } from "../_parts/found.tsx";
import { ListForm } from "../_parts/list-form.tsx";
import { ShareBar } from "../_parts/share-bar.tsx";
import { AdminPage } from "../admin-page.tsx";
import { isFiltered, pageHref, readListQuery, type Search } from "../list-query.ts";
import { CouponState } from "./coupon-state.tsx";

const PATH = "/admin/coupons";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin"))("coupons") };
}

export default async function AdminCouponsPage({ searchParams }: { searchParams: Search }) {
  const [t, words, states] = await Promise.all([
    getTranslations("admin"),
    getTranslations("adminCoupons"),
    getTranslations("coupons"),
  ]);
  const create = (
    <Link href="/admin/coupons/new" className={buttonStyle()}>
      {t("newCoupon")}
    </Link>
  );
  return (
    <AdminPage path={PATH} title={t("coupons")} action={create}>
      {async () => {
        const query = withFittingCursors(await readListQuery(AdminCouponQuery, searchParams), "newest");
        const list = await listAdminCoupons(query);
        const hrefOf = (page: number, place: Cursors = {}) => pageHref(PATH, query, page, place);
        redirectBeyondEnd(list, hrefOf);
        return (
          <>
            <ListForm action={PATH} q={query.q} placeholder={words("search")} isFiltered={isFiltered(query)}>
              <Choice
                name="state"
                label={t("state")}
                value={query.state}
                options={[
                  ["", t("everyState")],
                  ["open", states("open")],
                  ["scheduled", states("scheduledBadge")],
                  ["sold-out", states("sold-out")],
                  ["ended", states("ended")],
                  ["archived", t("archived")],
                ]}
              />
            </ListForm>
            <Found rows={list.items}>
              <CouponTable coupons={list.items} />
            </Found>
            <Pagination {...list} href={hrefOf} />
          </>
        );
      }}
    </AdminPage>
  );
}

async function CouponTable({ coupons }: { coupons: readonly AdminCoupon[] }) {
  const [t, words] = await Promise.all([getTranslations("admin"), getTranslations("adminCoupons")]);
  return (
    <Table>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th>{t("state")}</Th>
          <Th>{words("claimed")}</Th>
          <Th>{words("used")}</Th>
          <Th>{t("starts")}</Th>
          <Th>{t("ends")}</Th>
          <Th>
            <span className="sr-only">{t("edit")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {coupons.map((coupon) => (
          <tr key={coupon.id} className="hover:bg-sunken/60">
            <Td className="min-w-44">
              <span className="font-medium">{coupon.name}</span>
              <span className="block text-soft">
                <DiscountText discount={coupon.discount} />
              </span>
            </Td>
            <Td>
              <CouponState coupon={coupon} />
            </Td>
            <Td>
              <ShareBar part={coupon.issued} whole={coupon.totalQuantity} label={words("claimed")} />
            </Td>
            <Td>
              <ShareBar part={coupon.used} whole={coupon.issued} label={words("used")} tone="good" />
            </Td>
            <Td className="whitespace-nowrap text-soft">
              <DateTime at={coupon.startsAt} exact />
            </Td>
            <Td className="whitespace-nowrap text-soft">
              <DateTime at={coupon.endsAt} exact />
            </Td>
            <Td>
              <span className="flex justify-end gap-1">
                <Link
                  href={`/admin/coupons/new?from=${coupon.id}`}
                  aria-label={words("duplicateNamed", { name: isolated(coupon.name) })}
                  className={buttonStyle({ variant: "ghost", size: "icon" })}
                >
                  <Copy aria-hidden />
                </Link>
                <Link
                  href={`/admin/coupons/${coupon.id}`}
                  aria-label={t("editNamed", { name: isolated(coupon.name) })}
                  className={buttonStyle({ variant: "secondary", size: "sm" })}
                >
                  {t("edit")}
                </Link>
              </span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function DiscountText({ discount }: { discount: Discount }) {
  return useDiscountText()(discount);
}
