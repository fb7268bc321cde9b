"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Attempt } from "#app/_api/attempt.ts";
import type { Problem } from "#app/_api/call-api.ts";
import { keysAbout } from "#app/_api/kept-keys.ts";
import { verdictOf } from "#app/_api/key-rule.ts";
import { outcomeOf } from "#app/_api/outcome-of-key.ts";
import { sendOnce } from "#app/_api/send-once.ts";
import { takeBoughtFromCart } from "#app/_cart/actions.ts";
import { whenOnline } from "#app/_components/when-online.ts";
import type { CheckoutBody } from "#lib/checkout/schema.ts";
import type { Order } from "#lib/orders/schema.ts";
import { rememberBought, subjectOf } from "./just-bought.ts";
import { forgetPendingOrder, pendingOrder, setPendingOrder } from "./pending-order.ts";
import { askOrder, type Progress, sendOrder } from "./send-order.ts";
import { useTellOrder } from "./use-tell-order.ts";

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

/** How far an order is: not sent, on its way, asked about after it was left, or bought and soon at its receipt. */
export type Phase = { readonly at: "idle" | "asking" | "bought" } | Progress;

/** What the page says beside a refusal: an earlier order that was placed, or that the line was left for nothing. */
export type News = { readonly of: "placed"; readonly order: Order } | { readonly of: "left" };

interface Paying {
  readonly account: string;
  readonly items: CheckoutBody["items"];
  readonly isCart: boolean;
  /** The wallet and the coupons are other ones than the page shows. */
  readonly onChanged: () => void;
}

/**
 * Pays an order once. After a reload the tab goes on by itself. Leaving the line or the page takes the order back,
 * asks what came of it all the same, and says so.
 */
export function usePay({ account, items, isCart, onChanged }: Paying) {
  const router = useRouter();
  const tellOrder = useTellOrder();
  const [phase, setPhase] = useState<Phase>({ at: "idle" });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [news, setNews] = useState<News | null>(null);
  const line = useRef<AbortController>(undefined);
  const own = useRef<Attempt>(undefined);
  const subject = subjectOf(items);
  const wish = { flow: "checkout", account, subject } as const;
  const ask = askOrder(account);

  // Done once an order, however often it is asked for; what the cart shows after a failure is no harm.
  const takeFromCart = async ({ id }: Pick<Order, "id">): Promise<void> => {
    if (isCart) await takeBoughtFromCart(id).catch(() => undefined);
  };
  const toReceipt = (orderId: string): void => whenOnline(() => router.push(`/orders/${orderId}?placed=1`));
  const placed = (order: Order): void => {
    setNews({ of: "placed", order });
    void takeFromCart(order).then(onChanged);
  };

  const pay = async (body: CheckoutBody): Promise<void> => {
    if (line.current) return;
    const controller = new AbortController();
    line.current = controller;
    setPhase({ at: "sent" });
    setProblem(null);
    setNews(null);
    const { signal } = controller;
    const post = (key: string) => {
      setPendingOrder({ account, key, body, orderId: null });
      return sendOrder({ account, body, idempotencyKey: key, signal, onProgress: setPhase });
    };
    const onAgain = () => setPhase({ at: "sent" });
    const { answer, earlier } = await sendOnce({ wish: { ...wish, body }, own, ask, post, signal, onAgain });
    // A shopper that left the line is told by `leave`, one that left the page by `leavePage`.
    if (signal.aborted) return;
    line.current = undefined;
    if (answer?.ok) {
      const { order, balance } = answer.data;
      // A page that goes away just now goes to the receipt after its reload.
      setPendingOrder({ account, key: "", body, orderId: order.id });
      rememberBought({ account, subject, orderId: order.id, createdAt: order.createdAt, balance });
      setPhase({ at: "bought" });
      await takeFromCart(order);
      toReceipt(order.id);
      return;
    }
    setPhase({ at: "idle" });
    // While it is not known what came of it a reload goes on asking; every other answer has been heard.
    if (!answer || verdictOf(answer, false) !== "open") forgetPendingOrder();
    if (earlier) placed(earlier);
    if (!answer) return;
    setProblem(answer.problem);
    if (OUTDATED.has(answer.problem.code)) onChanged();
  };

  /** Asks once more what came of the orders that were sent for this, and tells. */
  const settle = async (): Promise<void> => {
    setPhase({ at: "asking" });
    for (const kept of keysAbout(wish)) {
      const outcome = await outcomeOf(kept, ask);
      if (outcome.was === "done") placed(outcome.data);
      else if (outcome.was === "undone") setNews((told) => told ?? { of: "left" });
      else setProblem(outcome.problem);
    }
    own.current = undefined;
    setPhase({ at: "idle" });
  };

  const leave = (): void => {
    line.current?.abort();
    line.current = undefined;
    forgetPendingOrder();
    void settle();
  };

  const resume = useEffectEvent(() => {
    const pending = pendingOrder();
    if (pending?.account === account && pending.orderId !== null) {
      const { orderId } = pending;
      void takeFromCart({ id: orderId }).then(() => toReceipt(orderId));
    } else if (pending?.account === account) {
      own.current = { key: pending.key, body: JSON.stringify(pending.body) };
      void pay(pending.body);
    } else {
      for (const kept of keysAbout(wish)) {
        void outcomeOf(kept, ask).then((outcome) => outcome.was === "done" && placed(outcome.data));
      }
    }
  });
  const leavePage = useEffectEvent(() => {
    if (!line.current) return;
    line.current.abort();
    line.current = undefined;
    forgetPendingOrder();
    for (const kept of keysAbout(wish)) {
      void outcomeOf(kept, ask).then((outcome) => {
        if (outcome.was === "done") void takeFromCart(outcome.data);
        tellOrder(outcome);
      });
    }
  });
  useEffect(() => {
    const soon = setTimeout(resume);
    return () => {
      clearTimeout(soon);
      leavePage();
    };
  }, []);
  return { pay, leave, phase, problem, news };
}
