"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useMoney } from "#app/_components/money.tsx";
import { isolated } from "#lib/values/isolated.ts";
import { type Availability, useAvailability, usePrices } from "./use-live.ts";

interface StockNewsProps {
  product: Availability & { name: string; price: number };
}

/** Says aloud when the product on the page sells out or comes back, or its price changes; no single sale is worth a word. */
export function StockNews({ product }: StockNewsProps) {
  const t = useTranslations("live");
  const { stock } = useAvailability(product, 0);
  const first = useRef(product.stock > 0);
  const isThere = stock > 0;
  const text = isThere === first.current ? "" : isThere ? t("back") : t("soldOut");
  const money = useMoney();
  const [price = product.price, was] = usePrices([product])[0] ?? [];
  const name = isolated(product.name);
  return (
    <>
      <p role="status" className="sr-only">
        {text}
      </p>
      <p role="status" className="sr-only">
        {was === undefined ? "" : t("priceChanged", { name, was: money(was), price: money(price) })}
      </p>
    </>
  );
}
