import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "#app/_components/ui/empty-state.tsx";

/** The table of a list, or a text when no row was found. */
export function Found({ rows, children }: { rows: readonly unknown[]; children: ReactNode }) {
  const t = useTranslations("admin");
  return rows.length > 0 ? children : <EmptyState title={t("noneFound")} text={t("noneFoundText")} />;
}
