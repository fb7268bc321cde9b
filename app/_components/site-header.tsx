import { Search } from "lucide-react";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { looksSignedIn } from "#app/_i18n/request-context.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CartLink } from "./cart-link.tsx";
import { LocaleSwitch } from "./locale-switch.tsx";

/** The shop's head: where to go, search, the cart, and the account. The same for all who are signed in, or not. */
export async function SiteHeader() {
  const [t, isSignedIn] = await Promise.all([getTranslations("nav"), looksSignedIn()]);
  const link = "inline-flex min-h-11 items-center rounded-md px-3 text-sm font-medium hover:bg-sunken";
  return (
    <header className="sticky top-0 z-40 border-b border-line [@media(height<30rem)]:static [@media(width<24rem)]:static bg-canvas/90 backdrop-blur">
      <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-1 px-4 py-2 sm:px-6">
        <Link href="/" className="mr-2 inline-flex min-h-11 items-center gap-2 font-semibold tracking-tight">
          {/* biome-ignore lint/performance/noImgElement: a drawing needs no resizing */}
          <img src="/logo.svg" alt="" width={26} height={26} />
          Lockstep
        </Link>
        <nav aria-label={t("main")} className="order-last -mx-3 flex w-full sm:order-none sm:mx-0 sm:w-auto">
          <Link className={link} href="/products">
            {t("products")}
          </Link>
          <Link className={link} href="/coupons">
            {t("coupons")}
          </Link>
          {isSignedIn ? (
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
        <div className="-mr-3 ml-auto flex items-center gap-1 md:ml-2">
          <LocaleSwitch />
          <AccountMenu isSignedIn={isSignedIn} />
          <CartLink />
        </div>
      </div>
    </header>
  );
}
