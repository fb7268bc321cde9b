"use client";

import { UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useState } from "react";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "./ui/button.tsx";

const AccountMenuButton = lazy(() => import("./account-menu-button.tsx"));

/** What a signed-in shopper has, or the way to sign in. Without JavaScript, and before it, plain links. */
export function AccountMenu({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useTranslations("nav");
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!isSignedIn) {
    return (
      <Link href="/sign-in" className={buttonStyle({ variant: "ghost", className: "px-3" })}>
        <UserRound aria-hidden className="sm:hidden" />
        <span className="max-sm:sr-only">{t("signIn")}</span>
      </Link>
    );
  }
  const plain = (
    <Link
      href="/points"
      aria-label={t("account")}
      className={buttonStyle({ variant: "ghost", size: "icon" })}
    >
      <UserRound aria-hidden />
    </Link>
  );
  if (!isReady) return plain;
  return (
    <Suspense fallback={plain}>
      <AccountMenuButton />
    </Suspense>
  );
}
