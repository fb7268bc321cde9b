"use client";

import { useEffect, useEffectEvent } from "react";
import { keysOf } from "#app/_api/kept-keys.ts";
import { outcomeOf } from "#app/_api/outcome-of-key.ts";
import { forgetPendingOrder, pendingOrderId } from "../checkout/pending-order.ts";
import { askOrder } from "../checkout/send-order.ts";
import { useTellOrder } from "../checkout/use-tell-order.ts";

/** Where orders are seen: the browser need not ask for them any more, and is told of one that is not among them. */
export function OrderSeen({ account, orderIds }: { account: string; orderIds: readonly string[] }) {
  const tellOrder = useTellOrder();
  const seen = useEffectEvent(() => {
    const pendingId = pendingOrderId();
    if (pendingId !== null && orderIds.includes(pendingId)) forgetPendingOrder();
    for (const kept of keysOf("checkout", account)) {
      void outcomeOf(kept, askOrder(account)).then((outcome) => {
        if (outcome.was === "done" && !orderIds.includes(outcome.data.id)) tellOrder(outcome);
      });
    }
  });
  useEffect(() => seen(), []);
  return null;
}
