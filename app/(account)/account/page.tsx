import { ChevronRight, Coins, KeyRound, MonitorSmartphone, Package, Ticket } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import Link from "#app/_components/link.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { requireUser } from "#app/(shop)/require-user.ts";
import { countUsableCoupons } from "#lib/coupons/queries.ts";
import { getBalance } from "#lib/points/queries.ts";
import type { AccountPageProps } from "../account-page.tsx";
import { SignOutButton } from "./sign-out-button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage({ searchParams }: AccountPageProps) {
  const [user, query] = await Promise.all([requireUser("/account"), searchParams]);
  const [t, common, nav, balance, ready] = await Promise.all([
    getTranslations("account"),
    getTranslations("common"),
    getTranslations("nav"),
    getBalance(user.id),
    countUsableCoupons(user.id),
  ]);
  return (
    <>
      <PageHeading title={t("title")} />
      <div className="grid grid-cols-1 items-start gap-8 md:grid-cols-[20rem_minmax(0,1fr)]">
        <section className="grid gap-5 rounded-lg border border-line bg-surface p-6">
          <dl className="grid gap-4">
            <Fact term={t("name")}>
              <bdi>{user.name}</bdi>
            </Fact>
            <Fact term={t("email")}>{user.email}</Fact>
          </dl>
          {user.isDemo || user.emailVerified ? null : <ConfirmAsk isSent={Boolean(query["sent"])} />}
          <SignOutButton />
        </section>
        <ul className="grid gap-3">
          <Way
            href="/points"
            icon={<Coins />}
            title={nav("points")}
            text={common("points", { points: balance })}
          />
          <Way
            href="/coupons"
            icon={<Ticket />}
            title={nav("coupons")}
            text={t("couponsReady", { count: ready })}
          />
          <Way href="/orders" icon={<Package />} title={nav("orders")} text={t("ordersText")} />
          {user.isDemo ? null : (
            <>
              <Way
                href="/account/password"
                icon={<KeyRound />}
                title={t("changePassword")}
                text={t("changePasswordText")}
              />
              <Way
                href="/account/sessions"
                icon={<MonitorSmartphone />}
                title={t("sessions")}
                text={t("sessionsHint")}
              />
            </>
          )}
        </ul>
      </div>
    </>
  );
}

/** A plain form, so that it works without a script. */
async function ConfirmAsk({ isSent }: { isSent: boolean }) {
  const t = await getTranslations("account");
  if (isSent) return <Notice tone="good">{t("confirmationSent")}</Notice>;
  return (
    <form method="post" action="/api/account/send-confirmation" className="grid gap-2">
      <p className="text-sm text-soft">{t("notConfirmed")}</p>
      <button
        type="submit"
        className={buttonStyle({ variant: "ghost", size: "sm", className: "-ml-3.5 justify-self-start" })}
      >
        {t("sendConfirmation")}
      </button>
    </form>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-soft">{term}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

interface WayProps {
  href: string;
  icon: ReactNode;
  title: string;
  text: string;
}

function Way({ href, icon, title, text }: WayProps) {
  return (
    <li className="group relative flex items-center gap-4 rounded-lg border border-line bg-surface p-5 hover:border-strong-line">
      <span
        aria-hidden
        className="grid size-11 place-items-center rounded-full bg-sunken text-soft [&_svg]:size-5"
      >
        {icon}
      </span>
      <span className="grid">
        <Link href={href} className="font-medium after:absolute after:inset-0 after:rounded-lg">
          {title}
        </Link>
        <span className="text-sm text-soft tabular-nums">{text}</span>
      </span>
      <ChevronRight aria-hidden className="ml-auto size-5 text-soft" />
    </li>
  );
}
