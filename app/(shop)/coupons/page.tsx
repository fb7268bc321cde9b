import type { Metadata } from "next";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { useDateTime } from "#app/_components/date-time.tsx";
import { redirectBeyondEnd } from "#app/_components/last-page.ts";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { type Cursors, Pagination } from "#app/_components/pagination.tsx";
import { Badge, type Tone } from "#app/_components/ui/badge.tsx";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";
import { pageLocale } from "#app/_i18n/page-locale.ts";
import { pageMetadata } from "#app/_seo/page-metadata.ts";
import { currentUser } from "#lib/auth/current-user.ts";
import { claimedAmong, listCoupons, listUserCoupons } from "#lib/coupons/queries.ts";
import type { UserCoupon } from "#lib/coupons/schema.ts";
import { ClaimButton } from "./claim-button.tsx";
import { CouponCard } from "./coupon-card.tsx";
import { useDiscountText } from "./coupon-text.ts";
import { couponsAddress, readCouponsQuery } from "./coupons-address.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const TONES: Record<UserCoupon["status"], Tone> = { issued: "good", used: "plain", expired: "plain" };

export async function generateMetadata(): Promise<Metadata> {
  const [t, found] = await Promise.all([getTranslations("coupons"), getTranslations("found")]);
  return pageMetadata({ path: "/coupons", title: t("title"), description: found("coupons") });
}

export default async function CouponsPage({ searchParams }: Props) {
  const query = readCouponsQuery(await searchParams);
  const [user, locale] = await Promise.all([currentUser(), pageLocale()]);
  const [t, list, mine] = await Promise.all([
    getTranslations("coupons"),
    listCoupons(query.all, locale),
    user ? listUserCoupons(user.id, query.mine, locale) : null,
  ]);
  const hrefOf = (page: number, place: Cursors = {}) => couponsAddress({ ...query, all: { page, ...place } });
  const mineHrefOf = (page: number, place: Cursors = {}) =>
    `${couponsAddress({ ...query, mine: { page, ...place } })}#mine`;
  redirectBeyondEnd(list, hrefOf);
  if (mine) redirectBeyondEnd(mine, mineHrefOf);
  const shown = list.items.map(({ id }) => id);
  const held = user ? await claimedAmong(user.id, shown) : new Set<string>();
  return (
    <>
      <PageHeading title={t("title")} />
      <section className="grid gap-6">
        <h2 className="text-heading">{t("available")}</h2>
        {list.items.length === 0 ? <EmptyState title={t("noneOpen")} /> : null}
        <div className="grid gap-4 md:grid-cols-2 lg:grid-cols-3">
          {list.items.map((coupon) => (
            <CouponCard key={coupon.id} coupon={coupon}>
              <ClaimButton coupon={coupon} account={user?.id ?? null} isHeld={held.has(coupon.id)} />
            </CouponCard>
          ))}
        </div>
        <Pagination {...list} href={hrefOf} />
      </section>
      {mine ? (
        <section id="mine" className="mt-16 grid gap-6">
          <h2 className="text-heading">{t("mine")}</h2>
          {mine.items.length === 0 ? (
            <EmptyState title={t("noneMine")} />
          ) : (
            <ul className="divide-y divide-line border-y border-line">
              {mine.items.map((coupon) => (
                <Held key={coupon.id} coupon={coupon} />
              ))}
            </ul>
          )}
          <Pagination {...mine} href={mineHrefOf} />
        </section>
      ) : null}
    </>
  );
}

function Held({ coupon }: { coupon: UserCoupon }) {
  const t = useTranslations("coupons");
  const dateTime = useDateTime();
  const discountText = useDiscountText();
  return (
    <li className="flex items-center justify-between gap-4 py-4">
      <div>
        <p className="font-medium">{coupon.name}</p>
        <p className="text-sm text-soft">
          {discountText(coupon.discount)}
          {coupon.status === "issued" ? ` · ${t("until", { when: dateTime(coupon.expiresAt) })}` : null}
        </p>
      </div>
      <StatusBadge status={coupon.status} />
    </li>
  );
}

async function StatusBadge({ status }: { status: UserCoupon["status"] }) {
  const t = await getTranslations("coupons");
  return (
    <Badge tone={TONES[status]} className="shrink-0">
      {t(status)}
    </Badge>
  );
}
