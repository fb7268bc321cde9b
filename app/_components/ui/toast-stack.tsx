"use client";

import { Toast } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import Link from "../link.tsx";
import { buttonStyle } from "./button.tsx";
import { cn } from "./class-names.ts";
import { openToasts } from "./toast.ts";

/** Where a toast leads. */
interface Way {
  readonly href?: string | undefined;
  readonly link?: string | undefined;
}

const LINK_MS = 20_000;
const manager = Toast.createToastManager<Way>();

/** The toasts that are shown now; screen readers are told, F6 moves the focus there. */
export default function ToastStack() {
  return (
    <Toast.Provider toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-50 mx-auto grid max-w-md gap-2">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const t = useTranslations("common");
  const { toasts } = Toast.useToastManager<Way>();
  useEffect(
    () =>
      openToasts(({ tone, text, href, link }) => {
        const priority = tone === "bad" ? "high" : "low";
        // What leads somewhere stays long enough to be reached.
        const stay = href ? { timeout: LINK_MS } : {};
        manager.add<Way>({ title: text, type: tone, priority, data: { href, link }, ...stay });
      }),
    [],
  );
  return toasts.map((one) => (
    <Toast.Root
      key={one.id}
      toast={one}
      swipeDirection={["down", "right"]}
      className="rounded-md border border-line bg-surface text-ink shadow-lift transition-[opacity,translate] duration-200 data-ending-style:translate-y-3 data-ending-style:opacity-0 data-starting-style:translate-y-3 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-3 py-1.5 pr-1.5 pl-4">
        <span className={cn("[&_svg]:size-5", one.type === "bad" ? "text-bad" : "text-good")}>
          {one.type === "bad" ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />}
        </span>
        <Toast.Title className="flex-1 text-sm font-medium" />
        {one.data?.href ? (
          <Link href={one.data.href} className={buttonStyle({ variant: "ghost", size: "sm" })}>
            {one.data.link}
          </Link>
        ) : null}
        <Toast.Close aria-label={t("close")} className={buttonStyle({ variant: "ghost", size: "icon" })}>
          <X aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
