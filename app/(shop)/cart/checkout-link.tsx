"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type MouseEvent, useState, useTransition } from "react";
import { useFormStatus } from "react-dom";
import { pathOfCheckout } from "#app/_cart/actions.ts";
import { isAnswered } from "#app/_components/form-answer.ts";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { Notice } from "#app/_components/ui/notice.tsx";
import { whenOnline } from "#app/_components/when-online.ts";
import { isTyped } from "./typed-quantities.ts";

/** The way to the checkout. What was typed, or is still on its way, counts first. */
export function CheckoutLink({ href }: { href: string }) {
  const t = useTranslations("cart");
  const common = useTranslations("common");
  const router = useRouter();
  const { pending } = useFormStatus();
  const [isSaving, startSaving] = useTransition();
  const [hasFailed, setFailed] = useState(false);
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    const form = event.currentTarget.closest("form");
    if (!form || (!pending && !isTyped(form))) return;
    event.preventDefault();
    setFailed(false);
    startSaving(async () => {
      let path = "";
      const isDone = await isAnswered(
        pathOfCheckout(new FormData(form)).then((answer) => {
          path = answer;
        }),
      );
      if (isDone) whenOnline(() => router.push(path));
      else setFailed(true);
    });
  };
  return (
    <>
      <Link href={href} onClick={go} aria-busy={isSaving} className={buttonStyle({ size: "lg" })}>
        {t("checkout")}
      </Link>
      {hasFailed ? <Notice tone="bad">{common("lost")}</Notice> : null}
    </>
  );
}
