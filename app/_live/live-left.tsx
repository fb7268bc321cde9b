"use client";

import { useTranslations } from "next-intl";
import { type Availability, useAvailability } from "./use-live.ts";

/** So many are left of a drop, as they go. */
export function LiveLeft({ product }: { product: Availability }) {
  const t = useTranslations("home");
  return t("dropLeft", { count: useAvailability(product, 0).stock });
}
