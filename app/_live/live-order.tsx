"use client";

import { Children, isValidElement, type ReactNode, useEffect } from "react";
import { useRefresh } from "#app/_components/use-refresh.ts";
import type { LivePopular } from "#lib/live/schema.ts";
import { useBestSellers } from "./use-live.ts";

/** A newcomer's card has to be made by the server; so many pages ask for it within this time, not at once. */
const SPREAD_MS = 3_000;

interface LiveOrderProps {
  period: LivePopular["period"];
  /** The cards of the best sellers, each with the product's id as its key. */
  children: ReactNode;
}

/** Keeps best sellers in the order of the ranking, as it changes. */
export function LiveOrder({ period, children }: LiveOrderProps) {
  const refresh = useRefresh();
  const cards = Children.toArray(children).filter(isValidElement);
  const idOf = (card: (typeof cards)[number]) => String(card.key).replace(/^\.\$/, "");
  const ranking = useBestSellers(period)?.items.slice(0, cards.length);
  const rankOf = new Map(ranking?.map(({ productId, rank }) => [productId, rank]));
  const ids = cards.map(idOf);
  const newcomer = ranking?.find(({ productId }) => !ids.includes(productId))?.productId;
  useEffect(() => {
    if (newcomer === undefined) return;
    const timer = setTimeout(() => refresh(), Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [newcomer, refresh]);
  const places = new Map(cards.map((card, place) => [card, rankOf.get(idOf(card)) ?? cards.length + place]));
  return cards.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}
