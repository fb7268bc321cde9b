import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "#app/_components/ui/button.tsx";
import { COUNTED } from "#lib/keyset/count-up-to.ts";

interface PagerProps {
  total: number;
  previousCursor: string | null;
  nextCursor: string | null;
  /** The address of the page after or before a cursor. */
  href: (place: { cursor?: string; before?: string }) => string;
}

/** The way through a long list, from a row on: what comes in meanwhile moves nothing. */
export function Pager({ total, previousCursor, nextCursor, href }: PagerProps) {
  const t = useTranslations("admin");
  return (
    <nav aria-label={t("pages")} className="mt-4 flex items-center justify-between gap-4">
      <span className="text-sm text-soft tabular-nums">
        {total > COUNTED ? t("foundMore", { count: COUNTED }) : t("found", { count: total })}
      </span>
      {previousCursor || nextCursor ? (
        <span className="flex gap-2">
          <Step rel="prev" to={previousCursor ? href({ before: previousCursor }) : null}>
            <ChevronLeft aria-hidden />
            {t("newer")}
          </Step>
          <Step rel="next" to={nextCursor ? href({ cursor: nextCursor }) : null}>
            {t("older")}
            <ChevronRight aria-hidden />
          </Step>
        </span>
      ) : null}
    </nav>
  );
}

function Step({ rel, to, children }: { rel: string; to: string | null; children: ReactNode }) {
  const style = buttonStyle({ variant: "secondary", size: "sm" });
  if (to !== null) {
    return (
      <Link rel={rel} href={to} className={style}>
        {children}
      </Link>
    );
  }
  return (
    <button type="button" disabled className={style}>
      {children}
    </button>
  );
}
