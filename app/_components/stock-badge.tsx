"use client";

import { useTranslations } from "next-intl";
import { type Availability, useAvailability } from "#app/_live/use-live.ts";
import { useDateTime } from "./date-time.tsx";
import { Badge } from "./ui/badge.tsx";

const FEW = 12;

/** What is left of a product, in plain numbers, as it goes: loud only when few are left or its sale is to come; `now` is when the page was made. */
export function StockBadge({ product, now }: { product: Availability; now: number }) {
  const t = useTranslations("product");
  const dateTime = useDateTime();
  const { stock, saleStartsAt, isOpen } = useAvailability(product, now);
  if (saleStartsAt && !isOpen) {
    return <Badge tone="accent">{t("onSaleFrom", { when: dateTime(saleStartsAt) })}</Badge>;
  }
  if (stock === 0) return <span className="text-sm text-soft">{t("soldOut")}</span>;
  if (stock <= FEW) return <Badge tone="warn">{t("few", { count: stock })}</Badge>;
  return <span className="text-sm text-soft tabular-nums">{t("left", { count: stock })}</span>;
}
