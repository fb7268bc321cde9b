"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./_components/ui/button.tsx";

interface PageErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** What a shopper sees when a page could not be made. */
export default function PageError({ error, reset }: PageErrorProps) {
  const t = useTranslations("common");
  return (
    <div role="alert" className="mx-auto grid max-w-lg justify-items-center gap-4 py-20 text-center">
      <span aria-hidden className="grid size-14 place-items-center rounded-full bg-bad-soft text-bad">
        <CircleAlert />
      </span>
      <h1 className="text-title text-balance">{t("somethingWrong")}</h1>
      <p className="text-balance text-soft">{t("somethingWrongText")}</p>
      <Button onClick={reset}>{t("retry")}</Button>
      {error.digest ? <p className="font-mono text-xs text-soft">{error.digest}</p> : null}
    </div>
  );
}
