import { ChevronRight, Coins, Package, Ticket } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import Link from "#app/_components/link.tsx";
import { PageHeading } from "#app/_components/page-heading.tsx";
import { requireUser } from "#app/(shop)/require-user.ts";
import { countUsableCoupons } from "#lib/coupons/queries.ts";
import { getBalance } from "#lib/points/queries.ts";
import { SignOutButton } from "./sign-out-button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage() {
  const user = await requireUser("/account");
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
            <Fact term={t("name")}>{user.name}</Fact>
            <Fact term={t("email")}>{user.email}</Fact>
          </dl>
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
        </ul>
      </div>
    </>
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
