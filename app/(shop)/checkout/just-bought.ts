"use client";

import { useEffect, useState } from "react";
import { keepText, keptText } from "#app/_api/browser-storage.ts";

/** What was bought last in this browser. */
export interface Bought {
  readonly account: string;
  /** The products, as `subjectOf` names them. */
  readonly subject: string;
  readonly orderId: string;
  readonly createdAt: string;
  /** The points that were left after it. */
  readonly balance: number;
}

const SLOT = "lockstep.bought";
/** In the state of the page's place in the history. */
const MARK = "lockstepBought";

/** Names the products of an order, however many of each. */
export const subjectOf = (items: readonly { productId: string }[]): string =>
  items
    .map(({ productId }) => productId)
    .toSorted()
    .join(",");

/** Tells this browser's other tabs, and this page when the shopper comes back to it, that it was bought. */
export function rememberBought(bought: Bought): void {
  keepText(SLOT, JSON.stringify({ ...bought, at: Date.now() }));
  history.replaceState({ ...history.state, [MARK]: bought }, "");
}

/** What of these products was bought since this page was opened, in any tab, or from this very page. */
export function useJustBought(account: string, subject: string): Bought | null {
  const [openedAt] = useState(() => Date.now());
  const [bought, setBought] = useState<Bought | null>(null);
  useEffect(() => {
    const look = () => {
      const [last, marked] = [asBought(parsed(keptText(SLOT))), asBought(history.state?.[MARK])];
      const isNews = last !== null && last.at > openedAt;
      const found = [isNews ? last : null, marked].find(
        (one) => one?.account === account && one.subject === subject,
      );
      setBought(found ?? null);
    };
    look();
    const events = ["storage", "focus", "pageshow"] as const;
    for (const event of events) window.addEventListener(event, look);
    return () => {
      for (const event of events) window.removeEventListener(event, look);
    };
  }, [account, subject, openedAt]);
  return bought;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

function asBought(value: unknown): (Bought & { at: number }) | null {
  const { account, subject, orderId, createdAt, balance, at } = (value ?? {}) as Record<string, unknown>;
  const isText = [account, subject, orderId, createdAt].every((field) => typeof field === "string");
  const isSound = isText && Number.isSafeInteger(balance);
  return isSound
    ? ({ account, subject, orderId, createdAt, balance, at: Number(at) || 0 } as Bought & { at: number })
    : null;
}
