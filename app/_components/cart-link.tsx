"use client";

import { ShoppingBag } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { countOf } from "#app/_cart/cart-count.ts";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "./ui/button.tsx";

/** The way to the cart, with how much is in it: the browser knows, so that the page is the same for everybody. */
export function CartLink() {
  const t = useTranslations("nav");
  // Where the browser does not tell of changed cookies, a change shows on the next page.
  usePathname();
  const cookies = useSyncExternalStore(
    onCookieChange,
    () => document.cookie,
    () => "",
  );
  const count = countOf(cookies);
  return (
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
  );
}

function onCookieChange(tell: () => void): () => void {
  window.addEventListener("focus", tell);
  if (!("cookieStore" in window)) return () => window.removeEventListener("focus", tell);
  cookieStore.addEventListener("change", tell);
  return () => {
    window.removeEventListener("focus", tell);
    cookieStore.removeEventListener("change", tell);
  };
}
