"use client";

import { Menu } from "@base-ui/react/menu";
import { UserRound } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { callApi } from "#app/_api/call-api.ts";
import type { User } from "#lib/auth/session.ts";
import { buttonStyle } from "./ui/button.tsx";

const item =
  "flex min-h-11 w-full items-center rounded-md px-3 text-sm outline-none data-highlighted:bg-sunken select-none";

/** What a signed-in shopper has, or the way to sign in. */
export function AccountMenu({ user }: { user: User | null }) {
  const t = useTranslations("nav");
  const router = useRouter();
  if (!user) {
    return (
      <Link href="/sign-in" className={buttonStyle({ variant: "ghost", className: "px-3" })}>
        {t("signIn")}
      </Link>
    );
  }
  const signOut = async () => {
    await callApi({ method: "POST", path: "/api/auth/sign-out", body: {}, schema: z.unknown() });
    router.push("/");
    router.refresh();
  };
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={`${t("account")}: ${user.name}`}
        className={buttonStyle({ variant: "ghost", size: "icon" })}
      >
        <UserRound aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-50">
          <Menu.Popup className="min-w-52 rounded-lg border border-line bg-surface p-1.5 text-ink shadow-lift">
            <p className="truncate px-3 py-2 text-sm text-soft">{user.email}</p>
            <Menu.Item className={item} render={<Link href="/points" />}>
              {t("points")}
            </Menu.Item>
            <Menu.Item className={item} render={<Link href="/orders" />}>
              {t("orders")}
            </Menu.Item>
            {user.role === "admin" ? (
              <Menu.Item className={item} render={<Link href="/admin" />}>
                {t("admin")}
              </Menu.Item>
            ) : null}
            <Menu.Item className={item} onClick={() => void signOut()}>
              {t("signOut")}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
