import type { CheckoutBody } from "#lib/checkout/schema.ts";

/**
 * The order that this tab has sent from a page: on its way, or bought and not seen at its receipt. A reload keeps
 * it, closing the tab does not.
 */
export interface PendingOrder {
  readonly account: string;
  readonly path: string;
  readonly at: number;
  readonly key: string;
  readonly body: CheckoutBody;
  readonly orderId: string | null;
}

const SLOT = "lockstep.pending-order";
/** A sent order goes on by itself after a reload only so long; later its shopper presses the button. */
const RESUME_MS = 5 * 60_000;

const here = (): string => location.pathname + location.search;

/** The order that this tab had sent from this page when it was reloaded, if that was a moment ago. */
export function pendingOrder(): PendingOrder | null {
  const kept = read();
  if (kept?.path !== here() || Date.now() - kept.at > RESUME_MS) return null;
  return kept;
}

/** The order that this tab has bought last, until its receipt is seen. */
export const pendingOrderId = (): string | null => read()?.orderId ?? null;

/** Remembers an order that this page sends or has bought. */
export function setPendingOrder(order: Pick<PendingOrder, "account" | "key" | "body" | "orderId">): void {
  write({ ...order, path: here(), at: Date.now() });
}

/** The order is no longer on its way, or its receipt was seen. */
export const forgetPendingOrder = (): void => write(null);

// A browser may refuse to keep anything. The order can be placed all the same; only a reload forgets it.
function read(): PendingOrder | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SLOT) ?? "null") as Partial<PendingOrder> | null;
    const isSound =
      typeof kept?.account === "string" && typeof kept.key === "string" && Array.isArray(kept.body?.items);
    return isSound ? (kept as PendingOrder) : null;
  } catch {
    return null;
  }
}

function write(order: PendingOrder | null): void {
  try {
    if (order === null) sessionStorage.removeItem(SLOT);
    else sessionStorage.setItem(SLOT, JSON.stringify(order));
  } catch {
    // As above.
  }
}
