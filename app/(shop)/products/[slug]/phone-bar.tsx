"use client";

import { useTranslations } from "next-intl";
import { useMoney } from "#app/_components/money.tsx";
import { usePrices, useSecondsLeft } from "#app/_live/use-live.ts";

/** What a choice comes to, in the bar of a phone, where the price has scrolled away. */
export function PhoneSum({
  product,
  quantity,
}: {
  product: { id: string; price: number };
  quantity: number;
}) {
  const money = useMoney();
  const [price = product.price] = usePrices([product])[0] ?? [];
  return (
    <p className="grid w-full grid-flow-col items-baseline justify-between text-sm tabular-nums md:hidden">
      <span className="text-soft">
        {money(price)} × {quantity}
      </span>
      <span className="text-base font-semibold">{money(price * quantity)}</span>
    </p>
  );
}

/** The time until a sale begins, in the bar of a phone, which would cover the clock of the page. */
export function OpensIn({ at }: { at: string }) {
  const t = useTranslations("product");
  const left = useSecondsLeft(at);
  return (
    <p aria-hidden className="flex w-full items-baseline justify-between text-sm text-soft md:hidden">
      {t("opensIn")}
      <span className="text-base font-semibold text-ink tabular-nums">
        {left === null ? "––" : clockOf(left)}
      </span>
    </p>
  );
}

function clockOf(seconds: number): string {
  const two = (count: number) => String(Math.floor(count)).padStart(2, "0");
  return `${two(seconds / 3_600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}
