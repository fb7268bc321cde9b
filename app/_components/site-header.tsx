import { Menu, Search } from "lucide-react";
import { getTranslations } from "next-intl/server";
import Link from "#app/_components/link.tsx";
import { looksSignedIn } from "#app/_i18n/request-context.ts";
import { AccountMenu } from "./account-menu.tsx";
import { CartLink } from "./cart-link.tsx";
import { HeaderMenu } from "./header-menu.tsx";
import { LocaleSwitch } from "./locale-switch.tsx";
import { buttonStyle } from "./ui/button.tsx";

/** The shop's head: where to go, search, the cart, and the account. The same for all signed-in shoppers, and for all guests. */
export async function SiteHeader() {
  const [t, isSignedIn] = await Promise.all([getTranslations("nav"), looksSignedIn()]);
  const link = "inline-flex min-h-11 items-center rounded-md px-3 text-sm font-medium hover:bg-sunken";
  return (
    <header className="print:hidden sticky top-0 z-40 border-b border-line [@media(height<30rem)]:static [@media(width<24rem)]:static bg-canvas/90 backdrop-blur">
      <div className="mx-auto flex w-full max-w-6xl items-center gap-x-1 px-4 py-2 sm:px-6">
        <Link
          href="/"
          className="inline-flex min-h-11 min-w-9 shrink-0 items-center gap-2 font-semibold tracking-tight sm:mr-2"
        >
          {/* biome-ignore lint/performance/noImgElement: a drawing needs no resizing */}
          <img src="/logo.svg" alt="" width={26} height={26} />
          <span className="max-sm:sr-only">Lockstep</span>
        </Link>
        {/* On a phone the ways through the shop are behind one button, in a popover of the browser's own. */}
        <HeaderMenu id="shop-menu" label={t("main")}>
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
          <span className="sm:hidden">
            <LocaleSwitch />
          </span>
        </HeaderMenu>
        <search className="min-w-0 flex-1 sm:ml-auto sm:max-w-56 sm:flex-none">
          <form action="/products" className="relative">
            <Search aria-hidden className="pointer-events-none absolute top-3.5 left-3 size-4 text-soft" />
            <input
              type="search"
              name="q"
              aria-label={t("search")}
              placeholder={t("search")}
              className="min-h-11 w-full rounded-md border border-line bg-surface pr-3 pl-9 text-base placeholder:text-soft sm:text-sm"
            />
          </form>
        </search>
        <div className="-mr-3 flex shrink-0 items-center sm:ml-1 sm:gap-1">
          <span className="max-sm:hidden">
            <LocaleSwitch />
          </span>
          <AccountMenu isSignedIn={isSignedIn} />
          <CartLink />
          <button
            type="button"
            popoverTarget="shop-menu"
            aria-label={t("menu")}
            className={buttonStyle({ variant: "ghost", size: "icon", className: "sm:hidden" })}
          >
            <Menu aria-hidden />
          </button>
        </div>
      </div>
    </header>
  );
}
