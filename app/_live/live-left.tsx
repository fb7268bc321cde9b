"use client";

import { useTranslations } from "next-intl";
import { type Shelf, useShelf } from "./use-live.ts";

/** So many are left of a drop, as they go. */
export function LiveLeft({ product }: { product: Shelf }) {
  const t = useTranslations("home");
  return t("dropLeft", { count: useShelf(product, 0).stock });
}
