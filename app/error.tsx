"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useNewerBuild } from "./_components/newer-build.ts";
import { PageNotice } from "./_components/page-notice.tsx";
import { Button } from "./_components/ui/button.tsx";

interface PageErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

/** What a shopper sees when a page could not be made. */
export default function PageError({ error, reset }: PageErrorProps) {
  const t = useTranslations("common");
  useNewerBuild(error);
  return (
    <PageNotice icon={<CircleAlert />} title={t("somethingWrong")} text={t("somethingWrongText")} isAlert>
      <Button onClick={reset}>{t("retry")}</Button>
      {error.digest ? <p className="font-mono text-xs text-soft">{error.digest}</p> : null}
    </PageNotice>
  );
}
