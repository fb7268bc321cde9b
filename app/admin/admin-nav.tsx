import { useTranslations } from "next-intl";
import Link from "#app/_components/link.tsx";
import { cn } from "#app/_components/ui/class-names.ts";

const PAGES = [
  { href: "/admin", name: "overview" },
  { href: "/admin/coupons", name: "coupons" },
  { href: "/admin/products", name: "products" },
  { href: "/admin/orders", name: "orders" },
  { href: "/admin/users", name: "users" },
  { href: "/admin/locks", name: "locks" },
  { href: "/admin/audit", name: "audit" },
] as const;

/** The dashboard's pages. */
export function AdminNav({ path }: { path: string }) {
  const t = useTranslations("admin");
  return (
    <nav aria-label={t("nav")} className="-mx-4 overflow-x-auto px-4 lg:mx-0 lg:px-0">
      <ul className="flex gap-1 lg:grid">
        {PAGES.map(({ href, name }) => {
          const isHere = href === "/admin" ? path === href : path.startsWith(href);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isHere ? "page" : undefined}
                className={cn(
                  "flex min-h-11 items-center rounded-md px-3 text-sm whitespace-nowrap hover:bg-sunken",
                  isHere && "bg-sunken font-medium",
                )}
              >
                {t(name)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
