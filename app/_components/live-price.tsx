"use client";

import { useTranslations } from "next-intl";
import { usePrices } from "#app/_live/use-live.ts";
import type { Product } from "#lib/catalog/schema.ts";
import { isolated } from "#lib/values/isolated.ts";
import { Money, useMoney } from "./money.tsx";

type Priced = Pick<Product, "id" | "price">;

/** What a product costs now. A price that has changed while the page was open says what it was. */
export function LivePrice({ product }: { product: Priced }) {
  const t = useTranslations("live");
  const money = useMoney();
  const [price = product.price, was] = usePrices([product])[0] ?? [];
  return (
    <>
      <Money amount={price} />
      {was === undefined ? null : (
        <span className="text-sm text-warn" data-testid="price-was">
          {t("priceWas", { price: money(was) })}
        </span>
      )}
    </>
  );
}

/** What some products come to by their prices now. */
export function LiveSum({ lines }: { lines: readonly { product: Priced; quantity: number }[] }) {
  const prices = usePrices(lines.map(({ product }) => product));
  const sum = lines.reduce((total, { quantity }, at) => total + (prices[at]?.[0] ?? 0) * quantity, 0);
  return <Money amount={sum} />;
}

/** Says in words, and aloud, whose price has changed while the page was open. */
export function PriceNews({ products }: { products: readonly (Priced & { name: string })[] }) {
  const t = useTranslations("live");
  const money = useMoney();
  const prices = usePrices(products);
  const news = products.flatMap(({ id, name }, at) => {
    const [price = 0, was] = prices[at] ?? [];
    return was === undefined
      ? []
      : [{ id, text: t("priceChanged", { name: isolated(name), was: money(was), price: money(price) }) }];
  });
  return (
    <div role="status" data-testid="price-news" className="empty:hidden">
      {news.map(({ id, text }) => (
        <p
          key={id}
          className="rounded-md border border-warn/30 bg-warn-soft px-4 py-3 text-sm text-warn not-first:mt-2"
        >
          {text}
        </p>
      ))}
    </div>
  );
}
