"use client";

import { useEffect, useState } from "react";
import { usePrices } from "#app/_live/use-live.ts";
import type { CheckoutBody } from "#lib/checkout/schema.ts";
import type { CheckoutRow } from "./checkout-row.ts";

/** So long a new price is shown before a click counts as meant for it. */
const READ_MS = 1_000;

/**
 * An order's rows at the prices of now. `agreed` makes an order that says what the shopper has read: a click that
 * comes together with a new price still means the old one, and the shop asks again.
 */
export function useLiveRows(made: readonly CheckoutRow[]) {
  const prices = usePrices(made.map(({ product }) => product));
  const rows = made.map(({ product, quantity }, at) => ({
    product: { ...product, price: prices[at]?.[0] ?? product.price },
    quantity,
  }));
  const sum = rows.reduce((total, { product, quantity }) => total + product.price * quantity, 0);
  const quantities = made.map(({ product, quantity }) => `${product.id}:${quantity}`).join();
  const [read, setRead] = useState({ sum, quantities });
  useEffect(() => {
    const timer = setTimeout(() => setRead({ sum, quantities }), READ_MS);
    return () => clearTimeout(timer);
  }, [sum, quantities]);
  const unread = read.quantities === quantities ? sum - read.sum : 0;
  const agreed = (body: CheckoutBody): CheckoutBody =>
    unread === 0 || body.expectedTotal === undefined
      ? body
      : { ...body, expectedTotal: Math.max(0, body.expectedTotal - unread) };
  return { rows, agreed };
}
