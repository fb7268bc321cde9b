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
export function useWallet() {
  const [wallet, setWallet] = useState<Wallet | null>(null);
  const refresh = useCallback(async () => {
    const [points, coupons] = await Promise.all([
      callApi({ method: "GET", path: "/api/points", schema: Balance }),
      callApi({ method: "GET", path: "/api/me/coupons?pageSize=100", schema: UserCouponPage }),
    ]);
    if (points.ok && coupons.ok) setWallet({ ...points.data, coupons: coupons.data.items });
  }, []);
  useEffect(() => {
    if (wallet) return;
    void refresh();
    const timer = setInterval(() => void refresh(), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [wallet, refresh]);
  return { wallet, refresh };
}
