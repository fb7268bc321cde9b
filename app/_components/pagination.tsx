import { useTranslations } from "next-intl";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "./ui/button.tsx";

interface PaginationProps {
  page: number;
  pageSize: number;
  total: number;
  previousCursor: string | null;
  nextCursor: string | null;
  /** The address of a page; with a place, of the one that begins there. */
  href: (page: number, place?: Cursors) => string;
}

/** Where a page begins, or what it ends before. */
export interface Cursors {
  readonly cursor?: string | undefined;
  readonly before?: string | undefined;
}

/** The way through a long list, from the rows that are shown on: what comes and goes meanwhile moves nothing. */
export function Pagination({ page, pageSize, total, previousCursor, nextCursor, href }: PaginationProps) {
  const t = useTranslations("common");
  // By its cursors a list can have more before and after a page than its numbers tell.
  const pages = Math.max(page + (nextCursor ? 1 : 0), Math.ceil(total / pageSize));
  const hasPrevious = page > 1 || previousCursor !== null;
  if (!hasPrevious && nextCursor === null) return null;
  const place = page > 1 && previousCursor !== null ? { before: previousCursor } : {};
  const style = buttonStyle({ variant: "secondary" });
  return (
    <nav aria-label={t("page", { page, pages })} className="mt-12 flex items-center justify-center gap-4">
      {hasPrevious ? (
        <Link rel="prev" className={style} href={href(Math.max(1, page - 1), place)}>
          {t("previous")}
        </Link>
      ) : null}
      <span className="text-sm text-soft tabular-nums">{t("page", { page, pages })}</span>
      {nextCursor ? (
        <Link rel="next" className={style} href={href(page + 1, { cursor: nextCursor })}>
          {t("next")}
        </Link>
      ) : null}
    </nav>
  );
}
