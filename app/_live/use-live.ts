"use client";

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Overview } from "#lib/admin/schema.ts";
import type { Coupon } from "#lib/coupons/schema.ts";
import type { LiveCoupon, LivePopular, LiveProduct } from "#lib/live/schema.ts";
import type { Wish } from "./live-values.ts";
import { pageLive } from "./page-live.ts";

const nothing = () => undefined;

function useLive<T>(kind: Wish["kind"], id: string): T | undefined {
  const listen = useCallback((wake: () => void) => pageLive.listen({ kind, id } as Wish, wake), [kind, id]);
  const value = useSyncExternalStore(listen, () => pageLive.valueOf({ kind, id } as Wish), nothing);
  return value as T | undefined;
}

/** Stock and start of sale of a product, as the page was rendered with them. */
export type Availability = Pick<LiveProduct, "id" | "stock" | "saleStartsAt">;

/** Whether a sale that begins then has begun at `now`. */
export const hasBegun = (saleStartsAt: string | null, now: number): boolean =>
  saleStartsAt === null || Date.parse(saleStartsAt) <= now;

/** A product's stock now, and whether its sale has begun; `madeAt` is when the page was rendered. */
export function useAvailability(product: Availability, madeAt: number) {
  const { stock, saleStartsAt } = useLive<LiveProduct>("product", product.id) ?? product;
  const isOpen = useOpening(saleStartsAt) ?? hasBegun(saleStartsAt, madeAt);
  return { stock, saleStartsAt, isOpen };
}

/**
 * Each product's price now, and what it was when this part of the page appeared where that was another. In the
 * order of the products.
 */
export function usePrices(
  products: readonly { id: string; price: number }[],
): readonly (readonly [price: number, was?: number])[] {
  const ids = products.map(({ id }) => id).join();
  const first = useRef(new Map<string, number>());
  const listen = useCallback(
    (wake: () => void) => {
      const ends = ids.split(",").map((id) => pageLive.listen({ kind: "product", id }, wake));
      return () => {
        for (const end of ends) end();
      };
    },
    [ids],
  );
  // One text for all prices: a new value only where one of them has changed.
  const told = useSyncExternalStore(
    listen,
    () =>
      ids
        .split(",")
        .map((id) => livePrice(id) ?? "")
        .join(),
    () => "",
  ).split(",");
  return products.map(({ id, price: made }, at) => {
    if (!first.current.has(id)) first.current.set(id, made);
    const was = first.current.get(id) ?? made;
    const price = Number(told[at] || made);
    return price === was ? [price] : [price, was];
  });
}

function livePrice(id: string): number | undefined {
  const value = pageLive.valueOf({ kind: "product", id });
  return value && "price" in value ? value.price : undefined;
}

/** What is left of a coupon, and whether it can be claimed, as they are now. */
export function useCoupon(coupon: Coupon): LiveCoupon & Pick<Coupon, "state"> {
  const now = useLive<LiveCoupon>("coupon", coupon.id) ?? coupon;
  const hasOpened = useOpening(now.startsAt);
  const hasEnded = useOpening(now.endsAt);
  const known = hasOpened === null || hasEnded === null ? null : { hasOpened, hasEnded };
  return { ...now, state: known ? stateOf(known, now.remaining) : coupon.state };
}

function stateOf(
  { hasOpened, hasEnded }: { hasOpened: boolean; hasEnded: boolean },
  remaining: number,
): Coupon["state"] {
  if (hasEnded) return "ended";
  if (!hasOpened) return "scheduled";
  return remaining > 0 ? "open" : "sold-out";
}

/** The best sellers of a period, once somebody told. */
export function useBestSellers(period: LivePopular["period"]): LivePopular | undefined {
  return useLive<LivePopular>("popular", period);
}

/** The dashboard's figures now. */
export function useOverview(initial: Overview): Overview {
  return useLive<Overview>("overview", "1") ?? initial;
}

const listenToClock = (wake: () => void) => pageLive.listenToClock(wake);

/** How far the shop's clock is ahead of `performance.now()`, or null while that is not known. */
function useShopClock(): number | null {
  return useSyncExternalStore(
    listenToClock,
    () => pageLive.clock,
    () => null,
  );
}

/** The longest that a browser's timer can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** Whether an instant has come by the shop's clock; null while that is not known. It wakes at the instant. */
function useOpening(at: string | null): boolean | null {
  const clock = useShopClock();
  const [wakings, wake] = useState(0);
  const leftMs = at === null || clock === null ? null : Date.parse(at) - clock - performance.now();
  const isDue = leftMs !== null && leftMs <= 0;
  useEffect(() => {
    if (at === null || clock === null || isDue || wakings < 0) return;
    const wait = Math.ceil(Date.parse(at) - clock - performance.now());
    const timer = setTimeout(() => wake((count) => count + 1), Math.min(Math.max(wait, 0), LONGEST_MS));
    return () => clearTimeout(timer);
  }, [at, clock, isDue, wakings]);
  return leftMs === null ? null : isDue;
}

/** The whole seconds until an instant by the shop's clock, counting down; null while that clock is not known. */
export function useSecondsLeft(at: string): number | null {
  const clock = useShopClock();
  const [, tick] = useState(0);
  const leftMs = clock === null ? null : Math.max(0, Date.parse(at) - clock - performance.now());
  useEffect(() => {
    if (leftMs === null || leftMs === 0) return;
    const timer = setTimeout(() => tick((count) => count + 1), leftMs % 1_000 || 1_000);
    return () => clearTimeout(timer);
  });
  return leftMs === null ? null : Math.ceil(leftMs / 1_000);
}
