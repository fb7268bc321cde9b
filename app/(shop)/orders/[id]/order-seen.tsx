"use client";

import { useEffect } from "react";
import { forgetOrder } from "../../checkout/kept-attempt.ts";

/** On a receipt: the browser need not ask for this order any more. */
export function OrderSeen() {
  useEffect(forgetOrder, []);
  return null;
}
