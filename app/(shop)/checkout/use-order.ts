"use client";

import { useState } from "react";
import type { CheckoutBody } from "#lib/checkout/schema.ts";
import type { UserCoupon } from "#lib/coupons/schema.ts";
import { discountFor } from "#lib/values/discount.ts";
import type { CheckoutRow } from "./checkout-row.ts";
import { bestCoupon } from "./coupon-options.ts";

/** What an order comes to, with the coupon that was chosen for it: the best one until the shopper chooses. */
export function useOrder(rows: readonly CheckoutRow[], coupons: readonly UserCoupon[]) {
  const [chosenId, choose] = useState<string | null>(null);
  const subtotal = rows.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
  const best = bestCoupon(coupons, subtotal);
  const chosen = coupons.find(({ id }) => id === chosenId);
  const isUsable = chosen?.status === "issued" && chosen.minOrder <= subtotal;
  const coupon = chosenId === null ? best : isUsable ? chosen : undefined;
  const discount = coupon ? discountFor(coupon.discount, subtotal) : 0;
  const total = subtotal - discount;
  const body: CheckoutBody = {
    items: rows.map(({ product, quantity }) => ({ productId: product.id, quantity })),
    expectedTotal: total,
    ...(coupon ? { userCouponId: coupon.id } : {}),
  };
  return { subtotal, coupon, discount, total, body, choose };
}

export type OrderSums = Pick<ReturnType<typeof useOrder>, "subtotal" | "coupon" | "discount" | "total">;
