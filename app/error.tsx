"use client";

import { useTranslations } from "next-intl";
import { Button } from "./_components/ui/button.tsx";

/** What a shopper sees when a page could not be made. */
export default function PageError({ reset }: { reset: () => void }) {
  const t = useTranslations("common");
  return (
    <div role="alert" className="grid justify-items-center gap-4 py-20 text-center">
      <h1 className="text-2xl font-semibold">{t("somethingWrong")}</h1>
      <p className="text-soft">{t("somethingWrongText")}</p>
      <Button onClick={reset}>{t("retry")}</Button>
    </div>
  );
}
