"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi, type Problem } from "#app/_api/call-api.ts";
import { emptyCart } from "#app/_cart/actions.ts";
import { type CheckoutBody, CheckoutResult } from "#lib/checkout/schema.ts";

/** Answers after which the same key must be asked again: the order may have been placed. */
const UNANSWERED: ReadonlySet<Problem["code"]> = new Set([
  "NETWORK",
  "INTERNAL",
  "UNAVAILABLE",
  "LOCK_TIMEOUT",
  "IDEMPOTENCY_IN_FLIGHT",
]);

/**
 * Pays a cart. The key of an attempt is kept in this tab until the attempt is answered, so that a click
 * after a cut connection, or after a reload, finds the first order and never makes a second.
 */
export function usePay(isCart: boolean) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const pay = async (body: CheckoutBody): Promise<void> => {
    const slot = `attempt:${JSON.stringify(body)}`;
    const idempotencyKey = sessionStorage.getItem(slot) ?? crypto.randomUUID();
    sessionStorage.setItem(slot, idempotencyKey);
    setPending(true);
    setProblem(null);
    const result = await callApi({
      method: "POST",
      path: "/api/checkout",
      body,
      idempotencyKey,
      schema: CheckoutResult,
    });
    if (result.ok || !UNANSWERED.has(result.problem.code)) sessionStorage.removeItem(slot);
    if (!result.ok) {
      setProblem(result.problem);
      setPending(false);
      router.refresh();
      return;
    }
    if (isCart) await emptyCart().catch(() => undefined);
    router.push(`/orders/${result.data.order.id}?placed=1`);
  };
  return { pay, pending, problem };
}
