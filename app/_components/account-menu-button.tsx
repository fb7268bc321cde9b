"use client";

import { Menu } from "@base-ui/react/menu";
import { UserRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { callApi } from "#app/_api/call-api.ts";
import { forgetCartCount } from "#app/_cart/cart-count.ts";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "./ui/button.tsx";

const item =
  "flex min-h-11 w-full items-center rounded-md px-3 text-sm outline-none data-highlighted:bg-sunken select-none";

const Session = z.object({ user: z.object({ email: z.string(), role: z.string().nullish() }) }).nullable();
type User = NonNullable<z.infer<typeof Session>>["user"];

/** The signed-in shopper's menu. It loads the shopper's name when somebody is about to open it. */
export default function AccountMenuButton() {
  const t = useTranslations("nav");
  const router = useRouter();
  const [user, setUser] = useState<User | null>(null);
  const ask = async () => {
    if (user) return;
    const answer = await callApi({ method: "GET", path: "/api/auth/get-session", schema: Session });
    if (answer.ok) setUser(answer.data?.user ?? null);
  };
  const signOut = async () => {
    await callApi({ method: "POST", path: "/api/auth/sign-out", body: {}, schema: z.unknown() });
    forgetCartCount();
    router.push("/");
    router.refresh();
  };
  return (
    <Menu.Root>
      <Menu.Trigger
        aria-label={t("account")}
        onPointerEnter={() => void ask()}
        onFocus={() => void ask()}
        className={buttonStyle({ variant: "ghost", size: "icon" })}
      >
        <UserRound aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className="z-50">
          <Menu.Popup className="min-w-52 rounded-lg border border-line bg-surface p-1.5 text-ink shadow-lift">
            <p className="h-9 truncate px-3 py-2 text-sm text-soft">{user?.email}</p>
            <Menu.Item className={item} render={<Link href="/account" />}>
              {t("account")}
            </Menu.Item>
            <Menu.Item className={item} render={<Link href="/points" />}>
              {t("points")}
            </Menu.Item>
            <Menu.Item className={item} render={<Link href="/orders" />}>
              {t("orders")}
            </Menu.Item>
            {user?.role === "admin" ? (
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
