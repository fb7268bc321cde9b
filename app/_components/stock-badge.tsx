import { useTranslations } from "next-intl";
import type { Product } from "#lib/catalog/schema.ts";
import { Badge } from "./ui/badge.tsx";
import { useWhen } from "./when.tsx";

const FEW = 12;

/** What is left of a product, in plain numbers. */
export function StockBadge({
  product,
  now,
}: {
  product: Pick<Product, "stock" | "saleStartsAt">;
  now: number;
}) {
  const t = useTranslations("product");
  const when = useWhen();
  const { stock, saleStartsAt } = product;
  if (saleStartsAt && Date.parse(saleStartsAt) > now) {
    return <Badge tone="accent">{t("onSaleFrom", { when: when(saleStartsAt) })}</Badge>;
  }
  if (stock === 0) return <Badge tone="bad">{t("soldOut")}</Badge>;
  if (stock <= FEW) return <Badge tone="warn">{t("few", { count: stock })}</Badge>;
  return <Badge>{t("left", { count: stock })}</Badge>;
}
