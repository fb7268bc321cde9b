"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { type Shelf, useShelf } from "./use-live.ts";

/** Says aloud when the product on the page sells out or comes back; each sale in between is not worth a word. */
export function StockNews({ product }: { product: Shelf }) {
  const t = useTranslations("live");
  const { stock } = useShelf(product, 0);
  const first = useRef(product.stock > 0);
  const isThere = stock > 0;
  const text = isThere === first.current ? "" : isThere ? t("back") : t("soldOut");
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
