import { useTranslations } from "next-intl";
import Link from "#app/_components/link.tsx";
import { buttonStyle } from "./ui/button.tsx";

interface PaginationProps {
  page: number;
  pageSize: number;
  total: number;
  /** The address of a page. */
  href: (page: number) => string;
}

/** The way through a long list. */
export function Pagination({ page, pageSize, total, href }: PaginationProps) {
  const t = useTranslations("common");
  const pages = Math.max(1, Math.ceil(total / pageSize));
  if (pages === 1) return null;
  const style = buttonStyle({ variant: "secondary" });
  return (
    <nav aria-label={t("page", { page, pages })} className="mt-12 flex items-center justify-center gap-4">
      {page > 1 ? (
        <Link rel="prev" className={style} href={href(page - 1)}>
          {t("previous")}
        </Link>
      ) : null}
      <span className="text-sm text-soft tabular-nums">{t("page", { page, pages })}</span>
      {page < pages ? (
        <Link rel="next" className={style} href={href(page + 1)}>
          {t("next")}
        </Link>
      ) : null}
    </nav>
  );
}
