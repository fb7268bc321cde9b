"use client";

import { useCallback, useEffect, useState } from "react";
import { callApi } from "#app/_api/call-api.ts";
import { type UserCoupon, UserCouponPage } from "#lib/coupons/schema.ts";
import { Balance } from "#lib/points/schema.ts";

/** In a rush an answer may fail to come; it is asked for until it is here. */
const ASK_AGAIN_MS = 3_000;

interface Wallet {
  readonly balance: number;
  readonly coupons: readonly UserCoupon[];
}

/** The shopper's points and coupons, asked when the page is open; null until they are here. */
export function useWallet(account: string) {
  const [wallet, setWallet] = useState<Wallet | null>(null);
  const refresh = useCallback(async () => {
    const [points, coupons] = await Promise.all([
      callApi({ method: "GET", path: "/api/points", account, schema: Balance }),
      usableCoupons(account),
    ]);
    if (points.ok && coupons) setWallet({ ...points.data, coupons });
  }, [account]);
  useEffect(() => {
    if (wallet) return;
    void refresh();
    const timer = setInterval(() => void refresh(), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [wallet, refresh]);
  return { wallet, refresh };
}

const MOST_PAGES = 10;

/** The coupons that can be used, which come first, with some that can't; null when they did not come. */
async function usableCoupons(account: string): Promise<UserCoupon[] | null> {
  const found: UserCoupon[] = [];
  let place = "";
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const path = `/api/me/coupons?pageSize=100${place}`;
    const answer = await callApi({ method: "GET", path, account, schema: UserCouponPage });
    if (!answer.ok) return null;
    const { items, nextCursor } = answer.data;
    found.push(...items);
    if (nextCursor === null || items.at(-1)?.status !== "issued") break;
    place = `&cursor=${nextCursor}`;
  }
  return found;
}
