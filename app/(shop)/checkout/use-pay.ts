"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Problem } from "#app/_api/call-api.ts";
import { removeBought } from "#app/_cart/actions.ts";
import type { CheckoutBody } from "#lib/checkout/schema.ts";
import { checkOut, type Progress } from "./check-out.ts";
import { forgetKey, keyOf, orderAtWork, setAtWork } from "./kept-attempt.ts";

/** Answers after which the same key must be asked again: the order may have been placed. */
const UNANSWERED: ReadonlySet<Problem["code"]> = new Set([
  "NETWORK",
  "INTERNAL",
  "UNAVAILABLE",
  "BUSY",
  "LOCK_TIMEOUT",
  "IDEMPOTENCY_IN_FLIGHT",
]);

/**
 * Answers that say that a price, a balance or a coupon on the page is not so any more. What is left needs no
 * reload: the live stream tells it, and in a rush everybody who comes too late would load the page once more.
 */
const OUTDATED: ReadonlySet<Problem["code"]> = new Set([
  "PRICE_CHANGED",
  "INSUFFICIENT_POINTS",
  "PRODUCT_NOT_FOUND",
  "COUPON_NOT_FOUND",
  "COUPON_ALREADY_USED",
  "COUPON_NOT_APPLICABLE",
  "UNAUTHENTICATED",
]);

/** How far an order is: not sent, on its way, or bought and soon at its receipt. */
export type Phase = { readonly at: "idle" | "bought" } | Progress;

/**
 * Pays an order. Its key is kept in the browser until it is answered, so that a click after a cut connection
 * finds the first order and never makes a second; after a reload the tab goes on by itself. Leaving the page
 * leaves the line.
 */
export function usePay(isCart: boolean) {
  const router = useRouter();
  const [phase, setPhase] = useState<Phase>({ at: "idle" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const line = useRef<AbortController>(undefined);
  const isBought = useRef(false);
  const refused = (why: Problem, body: CheckoutBody): void => {
    // After a cut connection a reload goes on asking; every other answer has been heard.
    if (why.code !== "NETWORK") setAtWork(null);
    if (!UNANSWERED.has(why.code)) forgetKey(body);
    setProblem(why);
    setPhase({ at: "idle" });
    if (OUTDATED.has(why.code)) router.refresh();
  };
  const pay = async (body: CheckoutBody): Promise<void> => {
    if (line.current) return;
    const controller = new AbortController();
    line.current = controller;
    setPhase({ at: "sent" });
    setProblem(null);
    setAtWork(body);
    const call = { body, idempotencyKey: keyOf(body), signal: controller.signal, onProgress: setPhase };
    const result = await checkOut(call);
    // Who left the line hears no answer; the key is kept, in case the order was placed all the same.
    if (controller.signal.aborted) return;
    line.current = undefined;
    if (!result.ok) {
      refused(result.problem, body);
      return;
    }
    // Both are forgotten by the receipt: a page that goes away just now shows it after its reload.
    isBought.current = true;
    setPhase({ at: "bought" });
    if (isCart) await removeBought(body.items.map(({ productId }) => productId)).catch(() => undefined);
    router.push(`/orders/${result.data.order.id}?placed=1`);
  };
  const leave = (): void => {
    line.current?.abort();
    line.current = undefined;
    setAtWork(null);
    setPhase({ at: "idle" });
  };
  const resume = useEffectEvent(() => {
    const body = orderAtWork();
    if (body) void pay(body);
  });
  useEffect(() => {
    const soon = setTimeout(resume);
    return () => {
      clearTimeout(soon);
      line.current?.abort();
      line.current = undefined;
      if (!isBought.current) setAtWork(null);
    };
  }, []);
  return { pay, leave, phase, problem };
}
