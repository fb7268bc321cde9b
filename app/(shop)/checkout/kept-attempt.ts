import { z } from "zod";
import { newKey } from "#app/_api/new-key.ts";
import { CheckoutBody } from "#lib/checkout/schema.ts";
import { AT_WORK } from "./at-work.ts";

/** A sent order goes on by itself after a reload only so long; later its shopper presses the button. */
const RESUME_MS = 5 * 60_000;
/** The shop keeps answers for 24 hours; a key that is older would find nothing. */
const KEY_MS = 23 * 60 * 60_000;

const Key = z.object({ key: z.string().min(1), at: z.number() });
const AtWork = z.object({ body: CheckoutBody, path: z.string(), at: z.number() });

const slotOf = (body: CheckoutBody): string => `lockstep.key:${JSON.stringify(body)}`;
const here = (): string => location.pathname + location.search;

/** The key of this order's attempt: the one that was not answered yet, or a new one, kept until it is. */
export function keyOf(body: CheckoutBody): string {
  const kept = Key.safeParse(read(() => localStorage, slotOf(body)));
  if (kept.success && Date.now() - kept.data.at < KEY_MS) return kept.data.key;
  const key = newKey();
  write(() => localStorage, slotOf(body), { key, at: Date.now() });
  return key;
}

/** The attempt was answered: a later order of the same things is another one. */
export function forgetKey(body: CheckoutBody): void {
  write(() => localStorage, slotOf(body), null);
}

/** Remembers in this tab that the order is on its way; null when it no longer is. */
export function setAtWork(body: CheckoutBody | null): void {
  write(() => sessionStorage, AT_WORK, body && { body, path: here(), at: Date.now() });
}

/** The order that this tab had sent from this page when it was reloaded, if that was a moment ago. */
export function orderAtWork(): CheckoutBody | null {
  const kept = AtWork.safeParse(read(() => sessionStorage, AT_WORK));
  if (!kept.success || kept.data.path !== here()) return null;
  return Date.now() - kept.data.at < RESUME_MS ? kept.data.body : null;
}

/** The shopper sees the receipt: the order is no longer on its way, and its key is done with. */
export function forgetOrder(): void {
  const kept = AtWork.safeParse(read(() => sessionStorage, AT_WORK));
  if (!kept.success) return;
  forgetKey(kept.data.body);
  setAtWork(null);
}

// A browser may refuse to keep anything. The order can be placed all the same; only a reload forgets it.
function read(storage: () => Storage, slot: string): unknown {
  try {
    return JSON.parse(storage().getItem(slot) ?? "null");
  } catch {
    return null;
  }
}

function write(storage: () => Storage, slot: string, value: unknown): void {
  try {
    if (value === null) storage().removeItem(slot);
    else storage().setItem(slot, JSON.stringify(value));
  } catch {
    // As above.
  }
}
