"use client";

import { CircleCheck, Package, ServerCrash, ShieldAlert, TicketPercent } from "lucide-react";
import { useTranslations } from "next-intl";
import { DateTime } from "#app/_components/date-time.tsx";
import Link from "#app/_components/link.tsx";
import { Badge, type Tone } from "#app/_components/ui/badge.tsx";
import type { Overview } from "#lib/admin/schema.ts";
import { Panel } from "./_parts/panel.tsx";
import { type Services, useServices } from "./use-services.ts";

interface Matter {
  readonly key: string;
  /** Where to look, unless no page can be read. */
  readonly href?: string;
  readonly icon: keyof typeof ICONS;
  readonly name: string;
  /** Why, and when that will be. */
  readonly more?: { readonly why: string; readonly at: string };
  readonly mark: { readonly tone: Tone; readonly text: string };
}

const ICONS = {
  service: ServerCrash,
  promise: ShieldAlert,
  coupon: TicketPercent,
  product: Package,
} as const;

/** What somebody should look at: services, broken promises, coupons and stock, the worst first. */
export function Attention({ overview }: { overview: Overview }) {
  const t = useTranslations("admin");
  const matters = useMatters(overview, useServices());
  return (
    <Panel title={t("attention")}>
      {matters.length === 0 ? (
        <p className="flex items-center gap-2 text-sm text-soft">
          <CircleCheck aria-hidden className="size-4 text-good" />
          {t("nothingToMind")}
        </p>
      ) : (
        <ul className="-my-2 grid gap-x-8 xl:grid-cols-2">
          {matters.map((matter) => (
            <li key={matter.key}>
              <MatterLink matter={matter} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function MatterLink({ matter: { href, icon, name, more, mark } }: { matter: Matter }) {
  const Icon = ICONS[icon];
  const row = "-mx-2 flex min-h-11 items-center gap-3 rounded-md px-2 py-1.5 text-sm";
  const content = (
    <>
      <Icon aria-hidden className="size-4 shrink-0 text-soft" />
      <span className="min-w-0 flex-1">
        <bdi className="font-medium">{name}</bdi>
        {more ? (
          <span className="text-soft">
            {" "}
            {more.why} · <DateTime at={more.at} />
          </span>
        ) : null}
      </span>
      <Badge tone={mark.tone}>{mark.text}</Badge>
    </>
  );
  return href === undefined ? (
    <span className={row}>{content}</span>
  ) : (
    <Link href={href} className={`${row} hover:bg-sunken`}>
      {content}
    </Link>
  );
}

function useMatters({ isLockUp, broken, coupons, low }: Overview, services: Services | null): Matter[] {
  const t = useTranslations("admin");
  const why = { "opens-soon": t("opensSoon"), "runs-out": t("runsOut"), "ends-soon": t("endsSoon") };
  const down = { tone: "bad", text: t("down") } as const;
  const isBroken = { tone: "bad", text: t("isBroken") } as const;
  const left = (count: number, tone: Tone) => ({ tone, text: t("leftOf", { count }) });
  const soldOut = { tone: "bad", text: t("soldOut") } as const;
  const hasLock = services ? services.redis === "up" && services.lock === "up" : isLockUp;
  return [
    ...(services?.postgres === "down"
      ? [{ key: "postgres", icon: "service", name: t("postgresDown"), mark: down } as const]
      : []),
    ...(hasLock
      ? []
      : [{ key: "redis", href: "/admin/locks", icon: "service", name: t("redisDown"), mark: down } as const]),
    ...broken.map((name) => {
      return { key: name, href: "/admin/audit", icon: "promise", name, mark: isBroken } as const;
    }),
    ...coupons.map((coupon) => {
      const { id, name, at } = coupon;
      const more = { why: why[coupon.why], at };
      const mark = left(coupon.left, "accent");
      return { key: id, href: `/admin/coupons/${id}`, icon: "coupon", name, more, mark } as const;
    }),
    ...low.map(({ id, name, stock }) => {
      const mark = stock === 0 ? soldOut : left(stock, "warn");
      return { key: id, href: `/admin/products/${id}`, icon: "product", name, mark } as const;
    }),
  ];
}
