import { Search, ShoppingBag } from "lucide-react";
import Image from "next/image";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { readCart } from "#app/_cart/read-cart.ts";
import { currentUser } from "#lib/auth/current-user.ts";
import { AccountMenu } from "./account-menu.tsx";
import { LocaleSwitch } from "./locale-switch.tsx";
import { buttonStyle } from "./ui/button.tsx";

/** The shop's head: where to go, search, the cart, and who is signed in. */
export async function SiteHeader() {
  const [t, user, cart] = await Promise.all([getTranslations("nav"), currentUser(), readCart()]);
  const count = cart.reduce((sum, { quantity }) => sum + quantity, 0);
  const link = "inline-flex min-h-11 items-center rounded-md px-3 text-sm font-medium hover:bg-sunken";
  return (
    <header className="sticky top-0 z-40 border-b border-line bg-canvas/90 backdrop-blur">
      <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-1 px-4 py-2 sm:px-6">
        <Link href="/" className="mr-2 inline-flex min-h-11 items-center gap-2 font-semibold tracking-tight">
          <Image src="/logo.svg" alt="" width={26} height={26} unoptimized priority />
          Lockstep
        </Link>
        <nav aria-label={t("main")} className="order-last -mx-3 flex w-full sm:order-none sm:mx-0 sm:w-auto">
          <Link className={link} href="/products">
            {t("products")}
          </Link>
          <Link className={link} href="/coupons">
            {t("coupons")}
          </Link>
          {user ? (
            <Link className={link} href="/orders">
              {t("orders")}
            </Link>
          ) : null}
        </nav>
        <search className="ml-auto hidden md:block">
          <form action="/products" className="relative">
            <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3 size-4 text-soft" />
            <input
              type="search"
              name="q"
              aria-label={t("search")}
              placeholder={t("search")}
              className="min-h-11 w-56 rounded-md border border-line bg-surface pr-3 pl-9 text-sm placeholder:text-soft"
            />
          </form>
        </search>
        <div className="ml-auto flex items-center gap-1 md:ml-2">
          <LocaleSwitch />
          <AccountMenu user={user} />
          <Link
            href="/cart"
            aria-label={count > 0 ? t("cartWith", { count }) : t("cart")}
            className={buttonStyle({ variant: "ghost", size: "icon", className: "relative" })}
          >
            <ShoppingBag aria-hidden />
            {count > 0 ? (
              <span className="absolute top-1 right-0.5 min-w-5 rounded-full bg-accent px-1 text-center text-[11px] leading-5 font-semibold text-on-accent tabular-nums">
                {count}
              </span>
            ) : null}
          </Link>
        </div>
      </div>
    </header>
  );
}
