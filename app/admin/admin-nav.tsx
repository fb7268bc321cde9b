"use client";

import {
  Gauge,
  Lock,
  Package,
  ReceiptText,
  ScrollText,
  ShieldCheck,
  TicketPercent,
  UsersRound,
  Zap,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import Link from "#app/_components/link.tsx";
import { cn } from "#app/_components/ui/class-names.ts";

const GROUPS = [
  [{ href: "/admin", name: "overview", icon: Gauge }],
  [
    { href: "/admin/orders", name: "orders", icon: ReceiptText },
    { href: "/admin/users", name: "users", icon: UsersRound },
    { href: "/admin/products", name: "products", icon: Package },
    { href: "/admin/coupons", name: "coupons", icon: TicketPercent },
  ],
  [
    { href: "/admin/locks", name: "locks", icon: Lock },
    { href: "/admin/rush", name: "rush", icon: Zap },
    { href: "/admin/audit", name: "audit", icon: ShieldCheck },
    { href: "/admin/log", name: "log", icon: ScrollText },
  ],
] as const;

/** The dashboard's pages, in groups: the shop at a glance, what is sold, what keeps it true. */
export function AdminNav({ path }: { path: string }) {
  const t = useTranslations("admin");
  const nav = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the page
  useEffect(() => showHere(nav.current), [path]);
  return (
    <nav
      ref={nav}
      aria-label={t("nav")}
      className="-mx-4 overflow-x-auto border-b border-line px-4 pb-2 sm:-mx-6 sm:px-6 lg:sticky lg:top-20 lg:mx-0 lg:self-start lg:border-0 lg:p-0"
    >
      <div className="flex gap-1 lg:grid lg:gap-5">
        {GROUPS.map((group) => (
          <ul key={group[0].href} className="flex gap-1 lg:grid lg:gap-0.5">
            {group.map(({ href, name, icon: Icon }) => {
              const isHere = href === "/admin" ? path === href : path.startsWith(href);
              return (
                <li key={href}>
                  <Link
                    href={href}
                    aria-current={isHere ? "page" : undefined}
                    className={cn(
                      "flex min-h-11 items-center gap-2.5 rounded-md px-3 text-sm whitespace-nowrap text-soft hover:bg-sunken hover:text-ink lg:min-h-9",
                      isHere && "bg-sunken font-medium text-ink",
                    )}
                  >
                    <Icon aria-hidden className={cn("size-4 shrink-0", isHere && "text-accent")} />
                    {t(name)}
                  </Link>
                </li>
              );
            })}
          </ul>
        ))}
      </div>
    </nav>
  );
}

/** On a phone the pages are one row that scrolls: the one that is open stands in its middle. */
function showHere(nav: HTMLElement | null): void {
  const here = nav?.querySelector('[aria-current="page"]')?.getBoundingClientRect();
  if (!nav || !here) return;
  const row = nav.getBoundingClientRect();
  nav.scrollLeft += here.left + here.width / 2 - (row.left + row.width / 2);
}
